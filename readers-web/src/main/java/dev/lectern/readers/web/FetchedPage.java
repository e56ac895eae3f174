package dev.lectern.readers.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A successful answer: where it came from in the end, what it says of itself, and its body after decompression. */
final class FetchedPage {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?\\s*([^\"'\\s;,]+)");

    private final URI uri;
    private final String contentType;
    private final Optional<String> language;
    private final byte[] body;

    FetchedPage(URI uri, String contentType, Optional<String> language, byte[] body) {
        this.uri = uri;
        this.contentType = contentType;
        this.language = language;
        this.body = body;
    }

    /** Returns the address after all redirects. */
    URI uri() {
        return uri;
    }

    /** Returns the media type in lower case without parameters; empty text if the server named none. */
    String mediaType() {
        return contentType.replaceFirst("[;,].*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the charset that the server named. */
    Optional<String> charset() {
        Matcher matcher = CHARSET.matcher(contentType);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Returns the Content-Language header. */
    Optional<String> language() {
        return language;
    }

    /** Returns the body itself; callers leave it as it is. */
    byte[] body() {
        return body;
    }
}
