package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a folder or a single file in any format on the class path, told apart by content first and name second.
 *
 * <pre>{@code
 * Reader reader = FileReader.builder().excludes(List.of("drafts", "*.log")).build();
 * ReadResult result = reader.load("notes", FailurePolicy.COLLECT);
 * }</pre>
 *
 * <p>Each file becomes one document or one failure, and so does each file within it (entries of archives, attachments), in the order of their paths relative to the root (by code points, the same on every
 * system), whatever order they are read in. Files of unsupported types are failures too: leave them out by {@link Builder#excludes} or
 * {@link Builder#extensions} where they are expected. A file that is named as the source itself is read whatever the rules say.
 *
 * <p>A document's id is the path relative to the root unless {@link Builder#documentIds} says otherwise. Metadata: {@code source} is
 * {@code file}, {@code source_id} the relative path; then name, path, size in bytes, media type, time of change, and what the file declares of
 * itself. Pages of PDF and headings of Markdown and HTML are sections.
 *
 * <p>Symbolic links are followed unless {@link Builder#links} says otherwise, and nothing is read twice: a real file counts once, so
 * loops end.
 *
 * <p>Immutable, thread-safe. Reading a folder uses {@link Builder#threads} daemon threads that end with the call, and the calling thread
 * alone talks to the sink. What is read ahead of the sink is bounded: four files per thread, and 16 MiB of files,
 * where packed ones weigh what they unpack to.
 */
public final class FileReader implements Reader {

    private static final Logger log = LoggerFactory.getLogger(FileReader.class);

    /** Trees of HTML take ten times their file and more; with this, folders of everyday files fit into 512 MiB of heap. */
    private static final long AHEAD_BYTES = 16L << 20;

    /** More threads than this wait for the disk or for each other. */
    static final int DEFAULT_THREADS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

    /** The largest files that the formats' own limits let through take less on a slow machine. */
    static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(5);

    private final PathRules rules;
    private final int maxFiles;
    private final int threads;
    private final Duration timeLimit;
    private final FileDocuments documents;

    private FileReader(PathRules rules, int maxFiles, int threads, Duration timeLimit, FileDocuments documents) {
        this.rules = rules;
        this.maxFiles = maxFiles;
        this.threads = threads;
        this.timeLimit = timeLimit;
        this.documents = documents;
    }

    /** Makes a reader with the defaults. */
    public static FileReader create() {
        return builder().build();
    }

    /** Starts a reader with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a folder or a file.
     *
     * @param source a path or a {@code file:} URI
     * @throws ReadException if there is no such file or folder, the folder cannot be listed, no file in it passes the rules (the message
     *     tells how many each rule left out), all files are empty and {@link EmptyFiles#SKIP skipped}, or the calling thread is interrupted (its flag stays set)
     */
    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        read(source, FileSource.pathOf(source), entry -> true, sink);
    }

    /**
     * Reads a folder or a file of any file system, such as one within a zip.
     *
     * @throws ReadException as {@link #read(String, DocumentSink)} does
     */
    public void read(Path root, DocumentSink sink) {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(sink, "sink");
        read(root.toString(), root, entry -> true, sink);
    }

    /**
     * Reads several folders or files, one after the other. A file that several of them lead to is read once, for the first of these.
     *
     * @throws IllegalArgumentException if there are several and ids are relative paths, which may be equal
     * @throws ReadException as {@link #read(String, DocumentSink)} does, for the first root that cannot be read
     */
    public void read(List<Path> roots, DocumentSink sink) {
        Objects.requireNonNull(sink, "sink");
        if (roots.size() > 1 && documents.ids() == DocumentIds.RELATIVE_PATH) {
            throw new IllegalArgumentException(
                    "documentIds must be URI to read several roots, whose relative paths may be equal, got: "
                            + DocumentIds.RELATIVE_PATH + " for " + roots.size() + " roots");
        }
        Set<Path> seen = new HashSet<>();
        for (Path root : roots) {
            if (!sink.isCancelled()) {
                read(root.toString(), root, roots.size() == 1 ? entry -> true : entry -> isNew(entry, seen), sink);
            }
        }
    }

    private static boolean isNew(FileEntry entry, Set<Path> seen) {
        try {
            return seen.add(entry.path().toRealPath());
        } catch (IOException e) {
            // What cannot be looked at becomes a failure when it is read.
            return true;
        }
    }

    private void read(String source, Path root, Predicate<FileEntry> wanted, DocumentSink sink) {
        List<FileEntry> found = Files.isDirectory(root) ? entriesOf(source, root) : List.of(single(source, root));
        List<FileEntry> entries = found.stream().filter(wanted).limit(maxFiles).toList();
        if (entries.isEmpty()) {
            return; // all were read for another root
        }
        log.debug("reading {}: {} files", source, entries.size());
        OrderedTasks<List<Consumer<DocumentSink>>> tasks = new OrderedTasks<>(
                Math.max(1, Math.min(threads, entries.size())),
                AHEAD_BYTES,
                timeLimit,
                sink::isCancelled,
                LeftBehind.OF_PROCESS);
        try {
            boolean[] any = {false};
            tasks.run(tasksOf(entries, new SpareThreads(threads)), outcomes -> {
                any[0] |= !outcomes.isEmpty();
                handOver(outcomes, sink);
            });
            if (!any[0] && !sink.isCancelled()) {
                throw new ReadException(
                        source,
                        "Could not read " + source + ": none of its " + entries.size()
                                + " files has visible text, and emptyFiles is SKIP. Set it to DOCUMENT, or check the path.",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadException(
                    source, "Could not read " + source + ": the thread was interrupted. Read again.", e, true);
        } catch (ExecutionException e) {
            throw new ReadException(source, "Could not read " + source + ": " + e.getCause() + ".", e.getCause());
        }
    }

    private static void handOver(List<Consumer<DocumentSink>> outcomes, DocumentSink sink) {
        for (Consumer<DocumentSink> outcome : outcomes) {
            if (sink.isCancelled()) {
                return;
            }
            outcome.accept(sink);
        }
    }

    private Iterator<OrderedTasks.Task<List<Consumer<DocumentSink>>>> tasksOf(
            List<FileEntry> entries, SpareThreads spare) {
        return entries.stream()
                .map(entry -> new OrderedTasks.Task<>(
                        spare.counted(() -> documents.read(entry, spare)),
                        Expansion.of(entry, documents.parts().maxBytes(), AHEAD_BYTES),
                        () -> List.of(FileDocuments.failing(entry, tooLong())),
                        () -> List.of(FileDocuments.failing(entry, refused()))))
                .iterator();
    }

    private String tooLong() {
        return "it takes more than " + timeLimit.toMillis() + " ms to read. Raise timeLimit, or exclude the file.";
    }

    private static String refused() {
        return "not begun: " + LeftBehind.OF_PROCESS.max()
                + " or more files of this process took too long and are still at work."
                + " Exclude those files, and start the process anew.";
    }

    private FileEntry single(String source, Path file) {
        if (!Files.exists(file)) {
            throw new ReadException(
                    source,
                    "Could not read " + source + ": there is no file or folder at "
                            + file.toAbsolutePath().normalize() + ". Check the path.",
                    null);
        }
        String name = FileInput.nameOf(file);
        return Files.isRegularFile(file)
                ? FileEntry.readable(name, file, 0)
                : FileEntry.broken(name, file, "it is neither a file nor a folder but a device, socket or pipe.", null);
    }

    private List<FileEntry> entriesOf(String source, Path root) {
        FolderWalk walk = new FolderWalk(rules);
        List<FileEntry> found;
        try {
            found = walk.find(root);
        } catch (IOException e) {
            throw new ReadException(source, "Could not read " + source + ": " + GitIgnore.reasonOf(e), e);
        }
        if (found.isEmpty()) {
            String left = walk.counts().describe(rules);
            throw new ReadException(
                    source,
                    "Could not read " + source + ": "
                            + (left.isEmpty()
                                    ? "the folder has no files. Check the path."
                                    : "no file is left to read: " + left + ". Loosen a rule, or check the path."),
                    null);
        }
        return found;
    }

    /** Collects the options of a {@link FileReader}; one thread at a time. */
    public static final class Builder {

        private boolean recursive = true;
        private boolean hidden;
        private List<String> includes = List.of();
        private List<String> excludes = List.of();
        private List<String> extensions = List.of();
        private boolean gitignore;
        private SymbolicLinks links = SymbolicLinks.FOLLOW;
        private int maxFiles = Integer.MAX_VALUE;
        private long maxFileBytes;
        private int threads = DEFAULT_THREADS;
        private Duration timeLimit = DEFAULT_TIME_LIMIT;
        private EmptyFiles emptyFiles = EmptyFiles.DOCUMENT;
        private DocumentIds documentIds = DocumentIds.RELATIVE_PATH;
        private String password = "";
        private @Nullable Charset charset;
        private PartLimits parts = PartLimits.defaults();
        private final List<FileFormat> formats = new ArrayList<>();
        private boolean discovery = true;
        private Function<Path, Metadata> ownMetadata = path -> Metadata.empty();

        private Builder() {}

        /** Sets whether folders below the root are read; they are unless set. */
        public Builder recursive(boolean recursive) {
            this.recursive = recursive;
            return this;
        }

        /**
         * Sets whether hidden files and folders are read; they are not unless set.
         *
         * <p>Hidden is what has a name that starts with a dot, or what the file system calls so. Only what is below the root is judged:
         * a root within a hidden folder is read.
         */
        public Builder hidden(boolean hidden) {
            this.hidden = hidden;
            return this;
        }

        /**
         * Sets globs of which a file must match one; an empty list means all files.
         *
         * <p>Paths are relative to the root, with {@code /} between folders on every system, and case does not count. {@code *} is
         * anything within a name, {@code **} anything across folders, {@code ?} one character, {@code {a,b}} a choice, {@code [abc]} one of
         * a set. A glob without {@code /} is compared with names at any depth. A glob that matches a folder takes all below it.
         */
        public Builder includes(List<String> globs) {
            this.includes = List.copyOf(globs);
            return this;
        }

        /** Sets globs of files and folders to leave out, written as for {@link #includes}; they win over includes. */
        public Builder excludes(List<String> globs) {
            this.excludes = List.copyOf(globs);
            return this;
        }

        /** Sets the endings to read, as in {@code md} or {@code .md}; case does not count, an empty list means all files. */
        public Builder extensions(List<String> extensions) {
            this.extensions = List.copyOf(extensions);
            return this;
        }

        /** Sets whether what files {@code .gitignore} in the folders name is left out; it is not unless set. */
        public Builder gitignore(boolean gitignore) {
            this.gitignore = gitignore;
            return this;
        }

        /** Sets what becomes of symbolic links; they are followed unless set. */
        public Builder links(SymbolicLinks links) {
            this.links = Objects.requireNonNull(links, "links");
            return this;
        }

        /** Sets how many files to read at most: the first by path, after all rules. 1 or more; all unless set. */
        public Builder maxFiles(int maxFiles) {
            this.maxFiles = maxFiles;
            return this;
        }

        /**
         * Sets the largest file to read, in bytes; a larger one is a failure.
         *
         * <p>0, the default, means each format's own limit, chosen for a heap of 512 MiB: 32 MiB for plain text, 8 MiB for
         * Markdown and HTML, 512 MiB for PDF, which is read from disk piece by piece.
         */
        public Builder maxFileBytes(long maxFileBytes) {
            this.maxFileBytes = maxFileBytes;
            return this;
        }

        /**
         * Sets how many threads read, 1 to 64, beside the calling thread. As many as cores, at most 4, unless set.
         *
         * <p>A thread reads a file; one without a file helps with the pages of large PDFs.
         */
        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /**
         * Sets how long one file may take, 1 ms or more; 5 minutes unless set. One that takes longer becomes a failure, and reading goes on.
         *
         * <p>Its thread is interrupted. A library that does not listen keeps a daemon thread busy until it ends by itself. While eight
         * threads of the process are at that, whichever readers they are of, no file is begun: files are failures that say so.
         */
        public Builder timeLimit(Duration timeLimit) {
            this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
            return this;
        }

        /** Sets what becomes of a file without any visible character; a document unless set. PDF of images only always fails. */
        public Builder emptyFiles(EmptyFiles emptyFiles) {
            this.emptyFiles = Objects.requireNonNull(emptyFiles, "emptyFiles");
            return this;
        }

        /** Sets what document ids are made of; the relative path unless set. */
        public Builder documentIds(DocumentIds documentIds) {
            this.documentIds = Objects.requireNonNull(documentIds, "documentIds");
            return this;
        }

        /** Sets the password for encrypted files; none unless set. */
        public Builder password(String password) {
            this.password = Objects.requireNonNull(password, "password");
            return this;
        }

        /**
         * Sets the charset of text, for files whose charset is known better than it can be found out; a byte order mark still wins. Found
         * out for each file unless set. Formats that say their charset themselves, such as mails and office documents, do not ask.
         */
        public Builder charset(Charset charset) {
            this.charset = Objects.requireNonNull(charset, "charset");
            return this;
        }

        /** Sets the limits for files within files, such as entries of archives; see {@link PartLimits#defaults}. */
        public Builder parts(PartLimits parts) {
            this.parts = Objects.requireNonNull(parts, "parts");
            return this;
        }

        /** Adds a format; it comes before those added later, and before all that are found on the class path. */
        public Builder format(FileFormat format) {
            formats.add(Objects.requireNonNull(format, "format"));
            return this;
        }

        /** Sets whether formats are looked for on the class path; they are unless set. Without, there are those of this module. */
        public Builder discovery(boolean discovery) {
            this.discovery = discovery;
            return this;
        }

        /** Sets a function that adds metadata to all documents of a file, by its path; its keys win over the reader's. */
        public Builder metadata(Function<Path, Metadata> metadata) {
            this.ownMetadata = Objects.requireNonNull(metadata, "metadata");
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if a number is out of range or a glob is not well-formed (message has the value)
         */
        public FileReader build() {
            require(maxFiles >= 1, "maxFiles must be 1 or more", maxFiles);
            require(maxFileBytes >= 0, "maxFileBytes must be 0 or more", maxFileBytes);
            require(threads >= 1 && threads <= 64, "threads must be 1 to 64", threads);
            require(timeLimit.toMillis() >= 1, "timeLimit must be 1 ms or more", timeLimit);
            PathRules rules = new PathRules(
                    recursive,
                    hidden,
                    includes.stream().map(glob -> Glob.of("includes", glob)).toList(),
                    excludes.stream().map(glob -> Glob.of("excludes", glob)).toList(),
                    extensions.stream().map(Builder::bare).collect(Collectors.toUnmodifiableSet()),
                    gitignore,
                    links);
            List<FileFormat> all = new ArrayList<>(formats);
            Providers providers = discovery ? Providers.discovered() : Providers.of(BuiltInFormats.providers());
            for (FileFormatProvider provider : providers.all(FileFormatProvider.class)) {
                all.add(Providers.create(provider, Settings.empty()));
            }
            FileDocuments documents = new FileDocuments(
                    new FormatTable(all), maxFileBytes, emptyFiles, documentIds, password, charset, parts, ownMetadata);
            return new FileReader(rules, maxFiles, threads, timeLimit, documents);
        }

        private static String bare(String extension) {
            String bare = extension.strip().toLowerCase(Locale.ROOT);
            bare = bare.startsWith(".") ? bare.substring(1) : bare;
            require(
                    !bare.isEmpty() && bare.indexOf('/') < 0 && bare.indexOf('*') < 0,
                    "extensions must hold endings such as md",
                    "\"" + extension + "\"");
            return bare;
        }

        private static void require(boolean condition, String rule, Object value) {
            if (!condition) {
                throw new IllegalArgumentException(rule + ", got: " + value);
            }
        }
    }
}
