package dev.lectern.readers.web;

import java.net.URI;

/**
 * A link of a page.
 *
 * @param target where it leads, without fragment
 * @param nofollow whether the link, or the page, asks not to be followed
 */
record PageLink(URI target, boolean nofollow) {}
