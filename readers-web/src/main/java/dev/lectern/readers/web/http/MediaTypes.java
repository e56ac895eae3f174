package dev.lectern.readers.web.http;

import java.util.List;
import java.util.Locale;

/** Media types that a request takes, best first. */
final class MediaTypes {

    private MediaTypes() {}

    /** Returns the value of the header Accept: each type a tenth less welcome than the one before. */
    static String accept(List<String> types) {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            header.append(i == 0 ? "" : ", ").append(types.get(i));
            if (i > 0) {
                header.append(";q=").append(String.format(Locale.ROOT, "%.1f", Math.max(0.1, 1 - i / 10.0)));
            }
        }
        return header.toString();
    }

    /** Tells whether a media type is among those taken; a type that is not told is. */
    static boolean matches(List<String> types, String mediaType) {
        return mediaType.isEmpty() || types.stream().anyMatch(type -> matches(type, mediaType));
    }

    private static boolean matches(String type, String mediaType) {
        String range = type.toLowerCase(Locale.ROOT);
        return range.equals("*/*")
                || range.equals(mediaType)
                || (range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1)));
    }
}
