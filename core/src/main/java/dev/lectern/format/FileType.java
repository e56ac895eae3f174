package dev.lectern.format;

import java.util.List;
import java.util.Locale;

/**
 * A kind of files: its media type, and the endings of names that stand for it.
 *
 * <p>Immutable.
 *
 * @param mediaType lower case, without parameters, as in {@code text/csv}
 * @param extensions lower case, without dot, as in {@code csv}; may be empty where only the content tells
 */
public record FileType(String mediaType, List<String> extensions) {

    /**
     * Makes a kind.
     *
     * @throws IllegalArgumentException if the media type is not of the form {@code type/subtype}, or an extension has a dot or capitals
     */
    public FileType {
        extensions = List.copyOf(extensions);
        if (!mediaType.matches("[a-z0-9.+-]+/[a-z0-9.+-]+")) {
            throw new IllegalArgumentException(
                    "mediaType must be type/subtype in lower case, got: \"" + mediaType + "\"");
        }
        for (String extension : extensions) {
            if (extension.isBlank()
                    || extension.startsWith(".")
                    || !extension.equals(extension.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "extensions must be lower case without a dot before, got: \"" + extension + "\"");
            }
        }
    }

    /** Makes a kind. */
    public static FileType of(String mediaType, String... extensions) {
        return new FileType(mediaType, List.of(extensions));
    }
}
