package dev.lectern.store.lucene;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.store.DocumentNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * A document of ours as Lucene documents, in one block that Lucene takes whole or not at all: its nodes in order, then its own entry.
 *
 * <p>They are made one at a time while Lucene takes them, so that a document of many nodes does not stand in memory twice.
 */
final class DocumentBlock implements Iterable<List<IndexableField>> {

    /** Lucene's limit for a term is 32,766 bytes. */
    private static final int MAX_ID_BYTES = 32_766;

    private final DocumentNodes ready;
    private final BytesRef id;
    private final String language;

    private DocumentBlock(DocumentNodes ready, BytesRef id, String language) {
        this.ready = ready;
        this.id = id;
        this.language = language;
    }

    /**
     * Makes the block of a document.
     *
     * @throws IllegalArgumentException if an id or a key is longer than a term may be
     */
    static DocumentBlock of(DocumentNodes ready) {
        BytesRef id = TextBytes.of(ready.document().id());
        requireBytes("document id", ready.document().id(), MAX_ID_BYTES);
        for (Node node : ready.nodes()) {
            requireBytes("node id", node.id(), MAX_ID_BYTES);
            node.metadata().asMap().keySet().forEach(key -> requireBytes("metadata key", key, MetadataTerms.MAX_BYTES));
        }
        return new DocumentBlock(ready, id, languageOf(ready));
    }

    private static void requireBytes(String what, String text, int most) {
        if (text.length() > most / 3 && TextBytes.of(text).length > most) {
            throw new IllegalArgumentException(what + " must be at most " + most + " bytes long, got: "
                    + TextBytes.of(text).length + " bytes, beginning with \"" + text.substring(0, 60) + "\"");
        }
    }

    private static String languageOf(DocumentNodes ready) {
        return ready.document()
                .metadata()
                .text(MetadataKeys.LANGUAGE)
                .map(Languages::of)
                .orElseGet(() -> LanguageGuess.of(ready.document().text()));
    }

    BytesRef id() {
        return id;
    }

    @Override
    public Iterator<List<IndexableField>> iterator() {
        return Stream.concat(
                        IntStream.range(0, ready.nodes().size()).mapToObj(this::node),
                        Stream.of(0).map(any -> document()))
                .iterator();
    }

    private List<IndexableField> node(int i) {
        Node node = ready.nodes().get(i);
        float[] vector = UnitVector.of(ready.embeddings().get(i));
        List<IndexableField> fields = new ArrayList<>();
        fields.add(new StringField(Fields.ID, id, Field.Store.NO));
        fields.add(new SortedDocValuesField(Fields.NODE, TextBytes.of(node.id())));
        fields.add(new StoredField(Fields.RECORD, record(node)));
        fields.add(new StringField(Fields.LANGUAGE, language, Field.Store.NO));
        fields.add(new TextField(Fields.WORDS, Languages.words(language, node.titledText())));
        fields.add(new KnnFloatVectorField(Fields.vector(vector.length), vector, VectorSimilarityFunction.DOT_PRODUCT));
        fields.addAll(MetadataTerms.of(node.metadata()));
        return fields;
    }

    private List<IndexableField> document() {
        return List.of(
                new StringField(Fields.ID, id, Field.Store.NO),
                new StringField(Fields.DOCUMENT, id, Field.Store.NO),
                new StoredField(Fields.RECORD, record(ready)));
    }

    private static BytesRef record(Node node) {
        try {
            return StoredRecord.of(node);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static BytesRef record(DocumentNodes ready) {
        try {
            return StoredRecord.of(ready);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
