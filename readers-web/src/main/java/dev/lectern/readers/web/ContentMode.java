package dev.lectern.readers.web;

/** Says how much of a page becomes the text of the document, and in which form. */
public enum ContentMode {

    /**
     * The main content as plain text: the article without menus, teasers and footers. The whole text where no main content is found.
     */
    MAIN,

    /** All text that a visitor can see. */
    WHOLE,

    /** The main content as Markdown: headings, lists, tables, links, emphasis and code kept. */
    MARKDOWN,

    /** The page as it was sent, decoded: tags, scripts and all. */
    HTML
}
