package dev.lectern.store.lucene;

import com.google.common.base.CharMatcher;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.document.MetadataValue.Bool;
import dev.lectern.document.MetadataValue.Moment;
import dev.lectern.document.MetadataValue.Text;
import dev.lectern.document.MetadataValue.TextList;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/**
 * How metadata is indexed, so that {@link FilterMatches} finds it.
 *
 * <p>Each key is a term of {@link #KEY}. Text, booleans and lists are terms of {@link #VALUE}: key, 0xFF, a letter for the kind, the
 * value. Numbers and instants are points in a field per key. A value too long for a term is not indexed: its key is a term of
 * {@link #LONG}, and filters read the stored node.
 */
final class MetadataTerms {

    static final String KEY = "key";
    static final String VALUE = "value";
    static final String LONG = "long";

    static final char TEXT = 't';
    static final char ITEM = 'i';
    static final char LIST = 'l';
    static final char BOOL = 'b';

    /** The longest key or value in a term, in bytes; both together stay below Lucene's limit of 32,766. */
    static final int MAX_BYTES = 8_191;

    private static final int AFTER_KEY = 0xFF;

    private static final CharMatcher PLAIN = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("_-"));

    private MetadataTerms() {}

    /** Returns the fields that make a node's metadata findable. */
    static List<IndexableField> of(Metadata metadata) {
        List<IndexableField> fields = new ArrayList<>();
        metadata.asMap().forEach((key, value) -> {
            fields.add(new StringField(KEY, TextBytes.of(key), Field.Store.NO));
            if (isLong(value)) {
                fields.add(new StringField(LONG, TextBytes.of(key), Field.Store.NO));
            } else if (SortableBytes.isNumber(value)) {
                fields.add(new BinaryPoint(numbers(key), SortableBytes.of(value)));
            } else if (value instanceof Moment moment) {
                fields.add(new BinaryPoint(instants(key), SortableBytes.of(moment.value())));
            } else {
                fields.add(new StringField(VALUE, term(key, value), Field.Store.NO));
                if (value instanceof TextList list) {
                    list.value().stream()
                            .distinct()
                            .forEach(item -> fields.add(new StringField(VALUE, item(key, item), Field.Store.NO)));
                }
            }
        });
        return fields;
    }

    /** Tells whether a value is text that no term can hold. */
    static boolean isLong(MetadataValue value) {
        return (value instanceof Text || value instanceof TextList)
                && TextBytes.of(value.canonical()).length > MAX_BYTES;
    }

    /** Returns the term of a text, list or boolean under a key. */
    static BytesRef term(String key, MetadataValue value) {
        if (value instanceof Text text) {
            return term(key, TEXT, text.value());
        } else if (value instanceof Bool bool) {
            return term(key, BOOL, Boolean.toString(bool.bool()));
        }
        return term(key, LIST, value.canonical());
    }

    /** Returns the term of one text in a list. */
    static BytesRef item(String key, String item) {
        return term(key, ITEM, item);
    }

    /** Returns the bytes with which the terms of all texts under a key begin. */
    static BytesRef textPrefix(String key) {
        return term(key, TEXT, "");
    }

    private static BytesRef term(String key, char kind, String value) {
        BytesRefBuilder out = new BytesRefBuilder();
        TextBytes.append(key, out);
        out.append((byte) AFTER_KEY);
        out.append((byte) kind);
        TextBytes.append(value, out);
        return out.toBytesRef();
    }

    static String numbers(String key) {
        return "number_" + escaped(key);
    }

    static String instants(String key) {
        return "instant_" + escaped(key);
    }

    /** Keeps names of fields to letters, digits and marks that every file format holds. */
    private static String escaped(String key) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean plain = PLAIN.matches(c);
            out.append(plain ? String.valueOf(c) : String.format("%%%04x", (int) c));
        }
        return out.toString();
    }
}
