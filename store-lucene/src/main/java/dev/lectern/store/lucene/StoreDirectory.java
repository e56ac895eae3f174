package dev.lectern.store.lucene;

import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import dev.lectern.store.lucene.Manifest.Model;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store: the manifest, and beside it Lucene's index in {@value #INDEX}.
 *
 * <p>The manifest is written before what it speaks of, so that after a crash it never says less than the index holds.
 *
 * <p>Thread-safe.
 */
final class StoreDirectory {

    static final String INDEX = "index";

    private final Path path;
    private volatile Manifest manifest;

    private StoreDirectory(Path path, Manifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /** Opens a directory, or makes an empty one a store. */
    static StoreDirectory openOrCreate(Path path, @Nullable VectorEncoding wanted) {
        Path real = path.toAbsolutePath().normalize();
        Manifest known = Manifest.read(real).orElse(null);
        if (known == null) {
            requireEmpty(real);
            known = new Manifest(wanted == null ? VectorEncoding.FLOAT32 : wanted, 0, null, "");
            known.write(real);
        } else if (wanted != null && wanted != known.vectors()) {
            throw new StoreException(
                    real.toString(),
                    "Could not open store " + real + " with vectors " + wanted + ": it has " + known.vectors()
                            + ". Leave the option out, or index into an empty directory.",
                    null);
        }
        return new StoreDirectory(real, known);
    }

    private static void requireEmpty(Path path) {
        try {
            Files.createDirectories(path);
            try (Stream<Path> files = Files.list(path)) {
                if (files.anyMatch(file -> !file.getFileName().toString().startsWith(Manifest.FILE))) {
                    throw new StoreException(
                            path.toString(),
                            "Could not make a store in " + path + ": it holds other files and no " + Manifest.FILE
                                    + ". Choose an empty directory.",
                            null);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    path.toString(), "Could not make a store in " + path + ": it is a file. Choose a directory.", e);
        } catch (IOException e) {
            throw Failures.of("make a store in " + path, path, e);
        }
    }

    /** Opens the directory of a store that is there. */
    static StoreDirectory open(Path path) {
        Path real = path.toAbsolutePath().normalize();
        return new StoreDirectory(
                real,
                Manifest.read(real)
                        .orElseThrow(() -> new StoreException(
                                real.toString(),
                                "Could not open store " + real + ": there is no " + Manifest.FILE
                                        + ". Check the path, or index something into it first.",
                                null)));
    }

    LiveIndex openIndex(CommitPolicy policy) {
        return LiveIndex.open(path, lucene(), manifest.vectors(), policy);
    }

    LiveIndex openIndexReadOnly() {
        return LiveIndex.openReadOnly(path, lucene(), manifest.vectors());
    }

    Directory lucene() {
        try {
            return FSDirectory.open(path.resolve(INDEX));
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
                dimensions = dimensions == 0 ? embedding.dimensions() : dimensions;
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
            manifest = Manifest.read(path).orElse(manifest); // another process may have stored the first vector
            requireDimensions(embedding, manifest.dimensions(), "the query");
        }
    }

    private static void requireDimensions(Embedding embedding, int dimensions, String owner) {
        if (embedding.dimensions() != dimensions) {
            throw new IllegalArgumentException("embedding must have " + dimensions
                    + " dimensions like those stored, got: " + embedding.dimensions() + " for " + owner);
        }
    }

    private void change(Manifest changed) {
        if (!changed.equals(manifest)) {
            changed.write(path);
            manifest = changed;
        }
    }

    StoreStatus status(long documents, long nodes, int segments, long deleted) throws IOException {
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
        long size = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                size += Files.isRegularFile(file) ? sizeOf(file) : 0;
            }
        }
        return size;
    }

    /** A file that a writer has just removed has none. */
    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
