package dev.lectern.store.lucene;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is stored in the samples under {@code src/test/resources/formats/store-lucene}, and how they were made. A sample is made once, with
 * the version whose format it shows, and never changed; run this main with an empty directory when the format changes, and keep the
 * documents below as they are.
 */
final class FormatSample {

    /** The model of the samples: a name and three dimensions. */
    static final EmbeddingModel MODEL = FakeEmbeddingModel.create(3);

    private static final String SEA = "The ferries cross the bay.";
    private static final String UNICODE = "\u6F6E\u6C50 \uD83C\uDF0A \uD800 \u05E9\u05DC\u05D5\u05DD";

    private FormatSample() {}

    /** Returns what a sample holds: text of two nodes with metadata of each kind, any Unicode, no nodes, many nodes. */
    static List<DocumentNodes> documents() {
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.TITLE, "Crossings")
                .set("whole", Long.MIN_VALUE)
                .set("decimal", -0.1)
                .set("bool", true)
                .set("instant", Instant.parse("2024-02-29T12:34:56.000000789Z"))
                .set("list", List.of("b", "a"))
                .set("long", "quay ".repeat(2_000))
                .build();
        return List.of(
                new DocumentNodes(
                        Document.of("sea", SEA + " At night too.", metadata),
                        "splitter 1, model alpha",
                        List.of(
                                Node.of("sea", 0, new Span(0, 26), SEA, metadata),
                                Node.of("sea", 1, new Span(27, 40), "At night too.", metadata)),
                        List.of(Embedding.of(3, 4, 0), Embedding.of(0, 0, 2))),
                new DocumentNodes(
                        Document.of("u" + UNICODE, UNICODE, Metadata.of("k" + UNICODE, UNICODE)),
                        "splitter 1, model alpha",
                        List.of(Node.of(
                                "u" + UNICODE,
                                0,
                                new Span(0, UNICODE.length()),
                                UNICODE,
                                Metadata.of("k" + UNICODE, UNICODE))),
                        List.of(Embedding.of(0, -1, 0))),
                new DocumentNodes(Document.of("blank", " "), "splitter 1, model alpha", List.of(), List.of()),
                new DocumentNodes(
                        Document.of("many", "x".repeat(20)),
                        "splitter 1, model alpha",
                        IntStream.range(0, 20)
                                .mapToObj(i -> Node.of("many", i, new Span(i, i + 1), "x", Metadata.empty()))
                                .toList(),
                        Collections.nCopies(20, Embedding.of(-1, -1, -1))));
    }

    private static DocumentNodes renamed(String id) {
        return new DocumentNodes(
                Document.of(id, SEA),
                "splitter 0",
                List.of(Node.of(id, 0, new Span(0, SEA.length()), SEA, Metadata.empty())),
                List.of(Embedding.of(1, 1, 1)));
    }

    /** Makes the samples: one per encoding, each of two segments with deletions. Argument: an empty directory. */
    public static void main(String[] arguments) throws IOException {
        for (VectorEncoding vectors : VectorEncoding.values()) {
            Path directory = Path.of(arguments[0], vectors.name().toLowerCase(Locale.ROOT));
            try (LuceneStore store =
                    LuceneStore.builder(directory).vectors(vectors).open()) {
                store.bindModel(MODEL);
                store.upsert(List.of(renamed("gone"), documents().get(0)));
                store.upsert(List.of(
                        renamed("gone too"),
                        documents().get(1),
                        documents().get(2),
                        documents().get(3)));
                store.delete(Deletion.documents(List.of("gone", "gone too")));
            }
            Files.deleteIfExists(directory.resolve(StoreDirectory.INDEX).resolve("write.lock"));
        }
    }
}
