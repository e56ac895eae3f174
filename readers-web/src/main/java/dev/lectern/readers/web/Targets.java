package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAddress;
import org.jsoup.nodes.Element;

/**
 * Resolves the addresses that one page leads to, up to a sum of their lengths: a base of some thousand characters, which each link begins
 * with, would make gigabytes of a page of some megabytes. One thread at a time.
 */
final class Targets {

    /** As much as 200,000 links of a usual length, base included; a page of 10 MiB has room for no more. */
    private static final int MAX_SUM_CHARS = 32 * 1024 * 1024;

    private long chars;

    /** Returns the address that an attribute leads to; empty if it is none, is longer than any server takes, or nothing is resolved any more. */
    String of(Element element, String attribute) {
        if (isSpent()) {
            return "";
        }
        String target = one(element, attribute);
        chars += element.baseUri().length() + target.length();
        return target;
    }

    /** Tells whether the page leads to more than is resolved. */
    boolean isSpent() {
        return chars > MAX_SUM_CHARS;
    }

    /** Returns the address that an attribute of a single element leads to; empty if it is none or longer than any server takes. */
    static String one(Element element, String attribute) {
        return element.attr(attribute).length() > WebAddress.MAX_CHARS ? "" : element.absUrl(attribute);
    }
}
