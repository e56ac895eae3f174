package dev.lectern.readers.file;

import dev.lectern.document.Section;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Reads plain text as it is; only a byte order mark is taken off. Headings of prose become sections.
 *
 * <p>Types that are text with a syntax of their own, and that no other format takes, are read as they stand too, without headings: what
 * looks like one there is a table or a comment. See {@link #reads}.
 */
public final class PlainTextFormat extends BuiltInFormat {

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
            "application/x-ipynb+json",
            "application/x-ndjson",
            "application/yaml");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public PlainTextFormat() {
        super(
                "text",
                "Reads plain text in any charset as it stands, and any other text that no format takes.",
                FileType.of(FileTypes.PLAIN, "txt", "text", "log"));
    }

    /** Tells whether a type is text that makes sense as it stands; no other format reads it. */
    static boolean reads(String mediaType) {
        return (mediaType.startsWith("text/") && !mediaType.equals("text/rtf"))
                || TEXT_BY_ANOTHER_NAME.contains(mediaType)
                || mediaType.endsWith("+json")
                || mediaType.endsWith("+xml")
                || mediaType.endsWith("+yaml");
    }

    /** Bytes and text, and the text before that the consumer still holds, fit beside each other into a heap of 512 MiB. */
    @Override
    public long defaultMaxBytes() {
        return 32L << 20;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        sink.document(
                new FileContent(decoded.text(), decoded.metadata().build(), TextHeadings.sections(decoded.text())));
    }

    /** Reads a file of a type that no format takes. */
    static void readSyntax(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        List<Section> none = List.of();
        sink.document(new FileContent(decoded.text(), decoded.metadata().build(), none));
    }
}
