package dev.lectern.readers.web;

/** Says what of an entry of a feed becomes a document. */
public enum FeedContent {

    /** The text that stands in the feed; no other page is fetched. */
    ENTRY,

    /** The article that the entry leads to, read as a page. */
    ARTICLE
}
