package dev.lectern.readers.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a feed. Absent text is empty, an absent date null.
 *
 * @param key what the feed knows the entry by
 * @param link the address of the article, as it stands there
 * @param content text or HTML
 * @param html whether the content is HTML
 * @param published when it was published, else when it was last changed
 */
record FeedEntry(
        String key,
        String link,
        String title,
        String author,
        String content,
        boolean html,
        @Nullable Instant published) {

    /** Tells whether the entry says anything by itself. */
    boolean hasText() {
        return !content.isBlank() || !title.isBlank();
    }
}
