package dev.lectern.readers.web;

/** Says how far a crawl goes from where it starts. */
public enum SiteScope {

    /** All of the host, with and without {@code www.} before it; both http and https. */
    HOST,

    /** What lies on the host below the folder of the start: {@code /docs/} and all that begins with it. */
    PREFIX
}
