package dev.lectern.readers.file;

import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes {@link FileReader}s under the name {@code file}.
 *
 * <p>Stateless, thread-safe.
 */
public final class FileReaderProvider implements ReaderProvider {

    private static final Option<Boolean> RECURSIVE =
            Option.bool("recursive", true, "whether folders below the root are read");
    private static final Option<Boolean> HIDDEN =
            Option.bool("hidden", false, "whether hidden files and folders are read");
    private static final Option<String> INCLUDES =
            Option.text("includes", "", "globs of which a file must match one, separated by commas; none means all");
    private static final Option<String> EXCLUDES =
            Option.text("excludes", "", "globs of files and folders to leave out, separated by commas");
    private static final Option<String> EXTENSIONS =
            Option.text("extensions", "", "endings to read, as in md,txt, separated by commas; none means all");
    private static final Option<Boolean> GITIGNORE =
            Option.bool("gitignore", false, "whether what .gitignore files name is left out");
    private static final Option<SymbolicLinks> LINKS =
            Option.choice("links", SymbolicLinks.FOLLOW, "what becomes of symbolic links");
    private static final Option<Integer> MAX_FILES =
            Option.number("max-files", Integer.MAX_VALUE, "how many files to read at most, the first by path");
    private static final Option<Integer> MAX_FILE_BYTES =
            Option.number("max-file-bytes", 0, "the largest file to read, in bytes; 0 for each format's own limit");
    private static final Option<Integer> THREADS =
            Option.number("threads", FileReader.DEFAULT_THREADS, "how many files to read at the same time");
    private static final Option<EmptyFiles> EMPTY_FILES =
            Option.choice("empty-files", EmptyFiles.DOCUMENT, "what becomes of a file without text");
    private static final Option<DocumentIds> DOCUMENT_IDS =
            Option.choice("document-ids", DocumentIds.RELATIVE_PATH, "what document ids are made of");
    private static final Option<Duration> TIME_LIMIT =
            Option.duration("time-limit", FileReader.DEFAULT_TIME_LIMIT, "how long one file may take");
    private static final Option<Integer> MAX_DEPTH = Option.number(
            "max-depth", PartLimits.defaults().maxDepth(), "how many levels of files within files are read");
    private static final Option<Integer> MAX_PARTS =
            Option.number("max-parts", PartLimits.defaults().maxParts(), "how many files within one file are read");
    private static final Option<Integer> MAX_PART_BYTES = Option.number(
            "max-part-bytes",
            (int) PartLimits.defaults().maxBytes(),
            "how many bytes the files within one file may unpack to");
    private static final Option<String> JSON_TEXT = Option.text(
            "json-text", "", "pointer to the text of each record of JSON, as in /body; none reads files as one text");
    private static final Option<String> JSON_ID =
            Option.text("json-id", "", "pointer to the id of each record of JSON, as in /id; none counts them");
    private static final Option<String> CHARSET =
            Option.text("charset", "", "the charset of text, as in windows-1252; none finds it out for each file");
    private static final Option<String> PASSWORD = Option.text("password", "", "opens encrypted files");

    /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
    public FileReaderProvider() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String description() {
        return "Reads a folder or a single file in any format on the class path.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                RECURSIVE,
                HIDDEN,
                INCLUDES,
                EXCLUDES,
                EXTENSIONS,
                GITIGNORE,
                LINKS,
                MAX_FILES,
                MAX_FILE_BYTES,
                THREADS,
                EMPTY_FILES,
                DOCUMENT_IDS,
                TIME_LIMIT,
                MAX_DEPTH,
                MAX_PARTS,
                MAX_PART_BYTES,
                JSON_TEXT,
                JSON_ID,
                PASSWORD,
                CHARSET);
    }

    /** Accepts {@code file:} URIs, paths that exist, and what is written like a path; nothing with another scheme. */
    @Override
    public boolean accepts(String source) {
        return FileSource.looksLikePath(source);
    }

    /** Tells by the path of its file whether a document came from a file or folder. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        Path root = FileSource.pathOf(source).toAbsolutePath().normalize();
        return document.metadata()
                .text(MetadataKeys.FILE_PATH)
                .filter(path -> Path.of(path).startsWith(root))
                .isPresent();
    }

    @Override
    public Reader create(Settings settings) {
        FileReader.Builder reader = FileReader.builder();
        if (!settings.get(JSON_TEXT).isEmpty()) {
            reader.format(JsonFormat.ofRecords(settings.get(JSON_TEXT), settings.get(JSON_ID)));
        }
        if (!settings.get(CHARSET).isEmpty()) {
            reader.charset(charset(settings.get(CHARSET)));
        }
        return reader.recursive(settings.get(RECURSIVE))
                .hidden(settings.get(HIDDEN))
                .includes(listOf(settings.get(INCLUDES)))
                .excludes(listOf(settings.get(EXCLUDES)))
                .extensions(listOf(settings.get(EXTENSIONS)))
                .gitignore(settings.get(GITIGNORE))
                .links(settings.get(LINKS))
                .maxFiles(settings.get(MAX_FILES))
                .maxFileBytes(settings.get(MAX_FILE_BYTES))
                .threads(settings.get(THREADS))
                .emptyFiles(settings.get(EMPTY_FILES))
                .documentIds(settings.get(DOCUMENT_IDS))
                .timeLimit(settings.get(TIME_LIMIT))
                .parts(new PartLimits(settings.get(MAX_DEPTH), settings.get(MAX_PARTS), settings.get(MAX_PART_BYTES)))
                .password(settings.get(PASSWORD))
                .build();
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "charset must be the name of a charset that this JVM has, such as UTF-8, got: " + name, e);
        }
    }

    /** Splits at commas that do not stand within braces. */
    private static List<String> listOf(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (i == text.length() || (c == ',' && depth == 0)) {
                String part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
