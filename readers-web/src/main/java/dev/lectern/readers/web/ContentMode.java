package dev.lectern.readers.web;

/** Says how much of a page becomes the text of the document. */
public enum ContentMode {

    /** The main content: the article without menus, teasers, comments and footers. The whole text where no main content is found. */
    MAIN,

    /** All text that a visitor can see. */
    WHOLE
}
