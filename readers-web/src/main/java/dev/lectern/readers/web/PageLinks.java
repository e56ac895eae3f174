package dev.lectern.readers.web;

import java.util.List;

/**
 * The links of a page.
 *
 * @param all in their order, each target once
 * @param tooLong how many others are longer than any server takes
 * @param beyond how many others were not looked at, since the page has more than {@link Targets} resolves
 */
record PageLinks(List<PageLink> all, int tooLong, int beyond) {

    static final PageLinks NONE = new PageLinks(List.of(), 0, 0);

    /** Makes links; the list is copied. */
    PageLinks {
        all = List.copyOf(all);
    }
}
