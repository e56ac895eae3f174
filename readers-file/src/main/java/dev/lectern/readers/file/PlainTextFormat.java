package dev.lectern.readers.file;

import dev.lectern.document.Section;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads plain text as it is; only a byte order mark is taken off. Headings of prose become sections.
 *
 * <p>Types that are text with a syntax (CSV, JSON, XML, source code) are read as plain text too: see {@link #reads}.
 */
final class PlainTextFormat implements FileFormat {

    /** Bytes and text, and the text before that the consumer still holds, fit beside each other into a heap of 512 MiB. */
    private static final long DEFAULT_MAX_BYTES = 32L << 20;

    private static final Set<String> TEXT_BY_ANOTHER_NAME = Set.of(
            "application/json",
            "application/xml",
            "application/javascript",
            "application/sql",
            "application/toml",
            "application/x-sh",
            "application/x-bat",
            "application/x-tex",
            "application/x-bibtex-text-file",
            "application/x-subrip",
            "application/x-ndjson",
            "application/yaml");

    private final Function<String, List<Section>> sections;

    private PlainTextFormat(Function<String, List<Section>> sections) {
        this.sections = sections;
    }

    /** Makes the format for text that people write. */
    static PlainTextFormat ofProse() {
        return new PlainTextFormat(TextHeadings::sections);
    }

    /** Makes the format for text with a syntax, where what looks like a heading is a table or a comment. */
    static PlainTextFormat ofSyntax() {
        return new PlainTextFormat(text -> List.of());
    }

    /** Tells whether a type is text that makes sense as it stands; no other format reads it. */
    static boolean reads(String mediaType) {
        return (mediaType.startsWith("text/") && !mediaType.equals("text/rtf"))
                || TEXT_BY_ANOTHER_NAME.contains(mediaType)
                || mediaType.endsWith("+json")
                || mediaType.endsWith("+yaml");
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of(FileTypes.PLAIN);
    }

    @Override
    public long defaultMaxBytes() {
        return DEFAULT_MAX_BYTES;
    }

    @Override
    public FileContent read(FileInput input) throws IOException {
        byte[] bytes = input.bytes();
        DecodedText decoded = TextDecoder.decode(bytes);
        return new FileContent(decoded.text(), decoded.metadata().build(), sections.apply(decoded.text()));
    }
}
