package dev.lectern.readers.web;

import java.util.List;

/**
 * The links of a page.
 *
 * @param all in their order, each target once
 * @param tooLong how many others are longer than any server takes
 */
record PageLinks(List<PageLink> all, int tooLong) {

    static final PageLinks NONE = new PageLinks(List.of(), 0);

    /** Makes links; the list is copied. */
    PageLinks {
        all = List.copyOf(all);
    }
}
