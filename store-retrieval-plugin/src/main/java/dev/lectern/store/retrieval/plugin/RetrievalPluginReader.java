package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.Reader;
import dev.lectern.store.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a server of the ChatGPT Retrieval Plugin API what it finds for a question.
 *
 * <pre>{@code
 * Reader reader = RetrievalPluginReader.create(client).withTopK(10);
 * List<Document> documents = reader.load("What did the author do growing up?");
 * }</pre>
 *
 * <p>Each text becomes a document, in the server's order: its id is the server's id of the text, and its metadata is all that came with
 * it, with the document's id under {@value #DOCUMENT_ID} and the score under {@value MetadataKeys#SCORE}. With
 * {@link #joined()} the texts of a question become one document, with a section per text that holds the same metadata.
 *
 * <p>A question for which nothing is found gives no document. A text that is empty is a failure. A text that several questions find
 * is given once, for the first of them. A vector that the server sends is not kept, since nothing says which model made it.
 *
 * <p>Immutable and thread-safe.
 */
public final class RetrievalPluginReader implements Reader {

    /** The metadata key under which the id of the document stands from which a text was cut. Text. */
    public static final String DOCUMENT_ID = Filter.DOCUMENT_ID;

    /** As many texts of 200 tokens as fit into every model's window. */
    static final int TOP_K = 10;

    private static final String BETWEEN = "\n\n";

    private final RetrievalPluginClient client;
    private final int topK;
    private final boolean separateDocuments;
    private final PluginScores scores;

    private RetrievalPluginReader(
            RetrievalPluginClient client, int topK, boolean separateDocuments, PluginScores scores) {
        this.client = Objects.requireNonNull(client, "client");
        this.topK = topK;
        this.separateDocuments = separateDocuments;
        this.scores = Objects.requireNonNull(scores, "scores");
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
    }

    /** Makes a reader of the 10 best texts, each a document, that takes scores for similarities. */
    public static RetrievalPluginReader create(RetrievalPluginClient client) {
        return new RetrievalPluginReader(client, TOP_K, true, PluginScores.SIMILARITY);
    }

    /** Returns this reader with another number of texts per question, 1 or more. */
    public RetrievalPluginReader withTopK(int changed) {
        return new RetrievalPluginReader(client, changed, separateDocuments, scores);
    }

    /** Returns this reader with each text as a document, as it is unless told. */
    public RetrievalPluginReader separateDocuments() {
        return new RetrievalPluginReader(client, topK, true, scores);
    }

    /** Returns this reader with all texts of a question in one document, a blank line between them. */
    public RetrievalPluginReader joined() {
        return new RetrievalPluginReader(client, topK, false, scores);
    }

    /** Returns this reader with another meaning of the server's scores. */
    public RetrievalPluginReader withScores(PluginScores changed) {
        return new RetrievalPluginReader(client, topK, separateDocuments, changed);
    }

    /**
     * Asks one question.
     *
     * @param source the question
     * @throws ReadException if it is blank or the server does not answer
     */
    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(sink, "sink");
        if (source.isBlank()) {
            throw new ReadException(
                    source, "Could not read \"" + source + "\": the question is blank. Give a question.", null);
        }
        read(List.of(PluginQuery.of(source)), sink);
    }

    /**
     * Asks several questions in one request.
     *
     * @param queries the questions; one without a number of texts gets the reader's
     * @param sink takes the documents of the first question first
     * @throws ReadException if the server does not answer
     */
    public void read(List<PluginQuery> queries, DocumentSink sink) {
        Objects.requireNonNull(sink, "sink");
        List<PluginResult> results = ask(queries.stream()
                .map(query -> query.topK() == null ? query.withTopK(topK) : query)
                .toList());
        Map<String, String> given = new HashMap<>();
        for (PluginResult result : results) {
            if (separateDocuments) {
                push(result, given, sink);
            } else {
                pushJoined(result, given, sink);
            }
        }
    }

    private List<PluginResult> ask(List<PluginQuery> queries) {
        try {
            return client.query(queries);
        } catch (RetrievalPluginException e) {
            String subject =
                    queries.get(0).text() + (queries.size() > 1 ? " and " + (queries.size() - 1) + " more" : "");
            throw new ReadException(
                    subject,
                    "Could not read what is found for \"" + subject + "\": " + e.getMessage(),
                    e,
                    e.isRetryable());
        }
    }

    private void push(PluginResult result, Map<String, String> given, DocumentSink sink) {
        for (int i = 0; i < result.chunks().size() && !sink.isCancelled(); i++) {
            PluginChunk chunk = result.chunks().get(i);
            if (chunk.text().isBlank()) {
                fail(result, i, sink);
                continue;
            }
            String id = chunk.id() == null ? id(result) + "#" + i : chunk.id();
            String unique = id;
            // Some servers give each text the id of its document.
            for (int copy = 1; isOther(given.get(unique), chunk); copy++) {
                unique = id + "#" + copy;
            }
            if (given.put(unique, chunk.text()) == null) {
                sink.document(Document.of(unique, chunk.text(), metadata(chunk)));
            }
        }
    }

    private static boolean isOther(@Nullable String given, PluginChunk chunk) {
        return given != null && !given.equals(chunk.text());
    }

    private void pushJoined(PluginResult result, Map<String, String> given, DocumentSink sink) {
        StringBuilder text = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < result.chunks().size() && !sink.isCancelled(); i++) {
            PluginChunk chunk = result.chunks().get(i);
            if (chunk.text().isBlank()) {
                fail(result, i, sink);
                continue;
            }
            text.append(text.isEmpty() ? "" : BETWEEN);
            sections.add(new Section(
                    new Span(text.length(), text.length() + chunk.text().length()), metadata(chunk)));
            text.append(chunk.text());
        }
        if (!sections.isEmpty() && !sink.isCancelled() && given.put(id(result), "") == null) {
            sink.document(Document.of(id(result), text.toString(), Metadata.empty(), sections));
        }
    }

    private void fail(PluginResult result, int place, DocumentSink sink) {
        sink.failure(new ReadFailure(
                id(result) + "#" + place, "the server sent a text without characters. Look what it stored.", null));
    }

    private Metadata metadata(PluginChunk chunk) {
        Metadata.Builder metadata = chunk.metadata().toBuilder();
        if (chunk.documentId() != null) {
            metadata.set(DOCUMENT_ID, chunk.documentId());
        }
        if (chunk.score() != null) {
            metadata.set(MetadataKeys.SCORE, scores.turned(chunk.score()));
        }
        return metadata.build();
    }

    /** Names what one question finds: the same each time. */
    private String id(PluginResult result) {
        return client.endpoint() + "/query?" + URLEncoder.encode(result.query(), StandardCharsets.UTF_8);
    }
}
