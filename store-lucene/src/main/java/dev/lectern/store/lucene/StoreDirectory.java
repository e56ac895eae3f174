package dev.lectern.store.lucene;

import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import dev.lectern.store.lucene.Manifest.Model;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store: the manifest, and beside it Lucene's index in {@value #INDEX}.
 *
 * <p>A new index is made before the manifest. Later the manifest is written before what it speaks of, so that after a crash it never says
 * less than the index holds.
 *
 * <p>Thread-safe.
 */
final class StoreDirectory {

    static final String INDEX = "index";

    /** What Lucene leaves of an index into which nothing was committed yet. */
    private static final Set<String> EMPTY_INDEX =
            Set.of(IndexWriter.WRITE_LOCK_NAME, "pending_segments_1", "segments_1");

    private final Path path;
    private volatile Manifest manifest;

    private StoreDirectory(Path path, Manifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /** Opens the directory for a writer, or readies an empty one; {@link #openIndex} makes it a store. */
    static StoreDirectory openOrCreate(Path path, @Nullable VectorEncoding wanted) {
        Path real = path.toAbsolutePath().normalize();
        Manifest known = Manifest.read(real).orElse(null);
        if (known == null) {
            requireEmpty(real);
            known = new Manifest(wanted == null ? VectorEncoding.FLOAT32 : wanted, 0, null, "");
        } else {
            requireVectors(real, known, wanted);
        }
        return new StoreDirectory(real, known);
    }

    private static void requireVectors(Path path, Manifest known, @Nullable VectorEncoding wanted) {
        if (wanted != null && wanted != known.vectors()) {
            throw new StoreException(
                    path.toString(),
                    "Could not open store " + path + " with vectors " + wanted + ": it has " + known.vectors()
                            + ". Leave the option out, or index into an empty directory.",
                    null);
        }
    }

    private static void requireEmpty(Path path) {
        try {
            Files.createDirectories(path);
            Set<String> others = new TreeSet<>(names(path));
            others.removeIf(name -> name.startsWith(Manifest.FILE) || name.equals(Holder.FILE));
            if (others.equals(Set.of(INDEX)) && EMPTY_INDEX.containsAll(names(path.resolve(INDEX)))) {
                return; // left by a process that ended while it made the store
            }
            if (!others.isEmpty()) {
                throw new StoreException(
                        path.toString(),
                        "Could not make a store in " + path + ": it holds other files and no " + Manifest.FILE
                                + ". Choose an empty directory, or put that file back from a copy.",
                        null);
            }
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    path.toString(), "Could not make a store in " + path + ": it is a file. Choose a directory.", e);
        } catch (IOException e) {
            throw Failures.of("make a store in " + path, path, e);
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Opens the directory of a store that is there. */
    static StoreDirectory open(Path path) {
        Path real = path.toAbsolutePath().normalize();
        Manifest known = Manifest.read(real)
                .orElseThrow(() -> new StoreException(
                        real.toString(),
                        "Could not open store " + real + ": there is no " + Manifest.FILE
                                + ". Check the path, or index something into it first.",
                        null));
        return new StoreDirectory(real, known);
    }

    /**
     * Opens the index for changes. The index is made before the manifest, so where there is a manifest and no index, the index was lost:
     * it is never made anew in silence.
     */
    LiveIndex openIndex(CommitPolicy policy) {
        boolean isNew = Manifest.read(path).isEmpty();
        OpenMode mode = isNew ? OpenMode.CREATE_OR_APPEND : OpenMode.APPEND;
        LiveIndex index = LiveIndex.open(path, lucene(isNew), manifest.vectors(), policy, mode);
        try {
            settleManifest();
            return index;
        } catch (StoreException e) {
            index.close();
            throw e;
        }
    }

    /** Reads the manifest again, since another process may have changed it before this one had the lock; writes it if there is none. */
    private synchronized void settleManifest() {
        Manifest now = Manifest.read(path).orElse(null);
        if (now == null) {
            manifest.write(path);
        } else {
            requireVectors(path, now, manifest.vectors());
            manifest = now;
        }
    }

    LiveIndex openIndexReadOnly() {
        return LiveIndex.openReadOnly(path, lucene(false));
    }

    /** Returns Lucene's directory; where it must be there, nothing is written. */
    Directory lucene(boolean make) {
        Path index = path.resolve(INDEX);
        try {
            if (!make && !Files.isDirectory(index)) {
                throw new NoSuchFileException(index.toString());
            }
            return FSDirectory.open(index);
        } catch (IOException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Remembers the model that makes the vectors, or refuses it.
     *
     * @param isEmpty whether there is no vector yet, so that any model will do
     */
    synchronized void bind(Model model, boolean readOnly, boolean isEmpty) {
        if (readOnly) {
            refresh();
        }
        Model known = manifest.model();
        if (model.equals(known)) {
            return;
        }
        if (isEmpty && !readOnly) {
            change(manifest.withModel(model).withDimensions(model.dimensions()));
            return;
        }
        boolean sameDimensions = isEmpty || manifest.dimensions() == model.dimensions();
        if (known == null && sameDimensions) {
            if (!readOnly) {
                change(manifest.withModel(model));
            }
        } else if (!isEmpty) {
            String made =
                    known == null ? "a model of " + manifest.dimensions() + " dimensions" : known.described(model);
            throw new StoreException(
                    path.toString(),
                    "Could not use embedding model " + (known == null ? model.described(model) : model.described(known))
                            + " with store " + path + ": its vectors were made by " + made
                            + ". Use that model, index into another directory, or delete everything first.",
                    null);
        }
    }

    /**
     * Checks that vectors fit those that are there, and remembers what is new about them.
     *
     * @throws IllegalArgumentException if dimensions differ
     */
    synchronized void expect(Collection<DocumentNodes> batch, boolean isEmpty) {
        int dimensions = isEmpty ? 0 : manifest.dimensions();
        String splitting = manifest.splitting();
        for (DocumentNodes ready : batch) {
            splitting = ready.nodes().isEmpty() ? splitting : ready.fingerprint();
            for (Embedding embedding : ready.embeddings()) {
                dimensions = dimensions == 0 ? supported(embedding.dimensions()) : dimensions;
                requireDimensions(
                        embedding, dimensions, "document " + ready.document().id());
            }
        }
        Manifest changed = manifest.withSplitting(splitting);
        if (dimensions != 0 && dimensions != manifest.dimensions()) {
            Model model = manifest.model();
            boolean fits = model != null && model.dimensions() == dimensions;
            changed = changed.withDimensions(dimensions).withModel(fits ? model : null);
        }
        change(changed);
    }

    /**
     * Checks the vector of a question.
     *
     * @throws IllegalArgumentException if dimensions differ
     */
    void requireDimensions(Embedding embedding) {
        if (embedding.dimensions() != manifest.dimensions()) {
            refresh();
            requireDimensions(embedding, manifest.dimensions(), "the query");
        }
    }

    /** Reads what another process may have written; one that writes knows already. */
    private synchronized void refresh() {
        manifest = Manifest.read(path).orElse(manifest);
    }

    private static void requireDimensions(Embedding embedding, int dimensions, String owner) {
        if (embedding.dimensions() != dimensions) {
            throw new IllegalArgumentException("embedding must have " + dimensions
                    + " dimensions like those stored, got: " + embedding.dimensions() + " for " + owner);
        }
    }

    private static int supported(int dimensions) {
        if (dimensions > StoreCodec.MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "embedding must have at most " + StoreCodec.MAX_DIMENSIONS + " dimensions, got: " + dimensions);
        }
        return dimensions;
    }

    private void change(Manifest changed) {
        if (!changed.equals(manifest)) {
            changed.write(path);
            manifest = changed;
        }
    }

    StoreStatus status(long documents, long nodes, int segments, long deleted) throws IOException {
        refresh();
        Manifest now = manifest;
        Model model = now.model();
        return new StoreStatus(
                path,
                Manifest.FORMAT,
                documents,
                nodes,
                model == null ? null : model.name(),
                now.dimensions(),
                now.vectors(),
                now.splitting(),
                segments,
                deleted,
                size());
    }

    private long size() throws IOException {
        return sizeOfFiles(path) + sizeOfFiles(path.resolve(INDEX));
    }

    private static long sizeOfFiles(Path folder) throws IOException {
        long size = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                size += sizeOf(file);
            }
        }
        return size;
    }

    /** A folder has none, nor has a file that a writer has just removed. */
    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.isDirectory(file) ? 0 : Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
