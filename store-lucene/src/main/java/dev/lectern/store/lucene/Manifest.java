package dev.lectern.store.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.StoreException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a store directory says of itself, in the file {@value #FILE}. Immutable.
 *
 * @param vectors how vectors are kept
 * @param dimensions of the vectors; 0 before the first
 * @param model what makes the vectors; null as long as nobody said it
 * @param splitting the fingerprint of splitter and model of the latest documents; empty before the first
 */
record Manifest(
        VectorEncoding vectors, int dimensions, @Nullable Model model, String splitting) {

    static final String FILE = "manifest.json";

    /** The version of the directory's form; see {@code docs/formats/store-lucene.md}. */
    static final int FORMAT = 1;

    private static final String SIMILARITY = "cosine";

    /** Escapes, so that any Java string comes back, lone surrogates too; what follows the manifest is damage. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String CHECKSUM = "checksum";

    /** An embedding model, as far as it decides the vectors. */
    record Model(String name, int dimensions, String fingerprint) {

        static Model of(EmbeddingModel model) {
            return new Model(model.name(), model.dimensions(), model.fingerprint());
        }

        /** Returns what tells this model from another, for people. */
        String described(Model other) {
            String known = name + " (" + dimensions + " dimensions)";
            boolean alike = name.equals(other.name) && dimensions == other.dimensions;
            return alike ? known + " in the form " + fingerprint : known;
        }
    }

    Manifest withModel(@Nullable Model changed) {
        return new Manifest(vectors, dimensions, changed, splitting);
    }

    Manifest withDimensions(int changed) {
        return new Manifest(vectors, changed, model, splitting);
    }

    Manifest withSplitting(String changed) {
        return new Manifest(vectors, dimensions, model, changed);
    }

    /** Returns the manifest of a directory, if it has one. */
    static Optional<Manifest> read(Path directory) {
        if (Files.isRegularFile(directory)) {
            return Optional.empty();
        }
        Path file = directory.resolve(FILE);
        JsonNode json;
        try {
            json = JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw damaged(directory, e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw damaged(directory, "it is not UTF-8", e);
        } catch (IOException e) {
            throw Failures.of("read " + file, directory, e);
        }
        int format = json.path("format").asInt(-1);
        if (format > FORMAT) {
            throw new StoreException(
                    directory.toString(),
                    "Could not open store " + directory + ": " + FILE + " says format " + format
                            + ", and this version knows " + FORMAT + ". Use a newer version of Lectern.",
                    null);
        }
        try {
            Manifest manifest = from(json);
            String checksum = checksum(json);
            if (!checksum.equals(json.path(CHECKSUM).asText())) {
                throw new IllegalArgumentException(CHECKSUM + " must be " + checksum + ", got: " + json.path(CHECKSUM));
            }
            return Optional.of(manifest);
        } catch (IllegalArgumentException e) {
            throw damaged(directory, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the CRC-32 of the other members as they stand, since a flipped bit in a name or a number can be told by nothing else. */
    private static String checksum(JsonNode json) {
        ObjectNode others = json.<ObjectNode>deepCopy().without(CHECKSUM);
        return Hashing.crc32().hashUnencodedChars(others.toString()).toString();
    }

    private static Manifest from(JsonNode json) {
        if (json.path("format").asInt(-1) != FORMAT) {
            throw new IllegalArgumentException("format must be a number from 1 on, got: " + json.path("format"));
        }
        if (!json.path("similarity").asText().equals(SIMILARITY)) {
            throw new IllegalArgumentException(
                    "similarity must be " + SIMILARITY + ", got: " + json.path("similarity"));
        }
        JsonNode model = json.path("model");
        return new Manifest(
                VectorEncoding.valueOf(json.path("vectors").asText().toUpperCase(Locale.ROOT)),
                json.path("dimensions").asInt(0),
                model.isObject()
                        ? new Model(
                                model.path("name").asText(),
                                model.path("dimensions").asInt(),
                                model.path("fingerprint").asText())
                        : null,
                json.path("splitting").asText(""));
    }

    private static StoreException damaged(Path directory, String reason, Exception cause) {
        return new StoreException(
                directory.toString(),
                "Could not open store " + directory + ": " + FILE + " is damaged: " + reason
                        + ". Put back this file from a copy, or index into an empty directory.",
                cause);
    }

    /** Puts this manifest in the place of an earlier one; after a crash either is whole. */
    void write(Path directory) {
        ObjectNode json = members();
        json.put(CHECKSUM, checksum(json));
        Path unfinished = directory.resolve(FILE + ".new");
        try {
            Files.writeString(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
            IOUtils.fsync(unfinished, false);
            Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            IOUtils.fsync(directory, true);
        } catch (IOException e) {
            throw Failures.of("write " + directory.resolve(FILE), directory, e);
        }
    }

    private ObjectNode members() {
        ObjectNode json = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("similarity", SIMILARITY)
                .put("vectors", vectors.name().toLowerCase(Locale.ROOT))
                .put("dimensions", dimensions);
        if (model != null) {
            json.putObject("model")
                    .put("name", model.name())
                    .put("dimensions", model.dimensions())
                    .put("fingerprint", model.fingerprint());
        }
        return json.put("splitting", splitting);
    }
}
