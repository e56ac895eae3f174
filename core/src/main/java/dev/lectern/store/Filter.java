package dev.lectern.store;

import dev.lectern.document.MetadataValue;
import java.util.List;
import java.util.Objects;

/**
 * A condition on the metadata of a node.
 *
 * <p>A condition on a key that the node does not have is false, and {@code not} turns it around: {@code ne} and {@code notIn} are true
 * for a node without the key, since they say {@code not(eq)} and {@code not(in)}. {@link FilterEvaluator} is the one that says what
 * each condition means; every store must agree with it.
 *
 * <pre>{@code
 * Filter recent = Filter.and(Filter.eq("author", "Ada"), Filter.gte("created_at", Instant.parse("2024-01-01T00:00:00Z")));
 * }</pre>
 *
 * <p>The key {@link #DOCUMENT_ID} stands for the id of the node's document. Immutable.
 */
public sealed interface Filter {

    /** The key that stands for the id of the node's document. */
    String DOCUMENT_ID = "document_id";

    /** How a value is compared. */
    enum Operator {
        /** Equal: the same kind and value; whole numbers and decimals compare by value; a list of text equals an equal list. */
        EQ,
        /** Greater; numbers, instants, and text by code point. */
        GT,
        /** Greater or equal. */
        GTE,
        /** Less. */
        LT,
        /** Less or equal. */
        LTE,
        /** A list of text holds the value, or a text has it as a part; case counts. */
        CONTAINS
    }

    /**
     * Compares the value of a key.
     *
     * @param key a metadata key or {@link #DOCUMENT_ID}
     * @param operator how to compare
     * @param value what to compare with
     */
    record Comparison(String key, Operator operator, MetadataValue value) implements Filter {
        /** Makes a comparison. */
        public Comparison {
            requireKey(key);
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * True when the value of a key equals one of several.
     *
     * @param key a metadata key or {@link #DOCUMENT_ID}
     * @param values the values; none makes the condition false
     */
    record In(String key, List<MetadataValue> values) implements Filter {
        /** Makes a membership test; the list is copied. */
        public In {
            requireKey(key);
            values = List.copyOf(values);
        }
    }

    /**
     * True when the node has a key, whatever its value.
     *
     * @param key a metadata key or {@link #DOCUMENT_ID}
     */
    record Exists(String key) implements Filter {
        /** Makes a test for a key. */
        public Exists {
            requireKey(key);
        }
    }

    /**
     * True when all parts are.
     *
     * @param parts the parts; none makes the condition true
     */
    record And(List<Filter> parts) implements Filter {
        /** Makes a conjunction; the list is copied. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /**
     * True when at least one part is.
     *
     * @param parts the parts; none makes the condition false
     */
    record Or(List<Filter> parts) implements Filter {
        /** Makes a disjunction; the list is copied. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /**
     * True when its part is false.
     *
     * @param part the part
     */
    record Not(Filter part) implements Filter {
        /** Makes a negation. */
        public Not {
            Objects.requireNonNull(part, "part");
        }
    }

    /** True when the value of {@code key} equals {@code value}; see {@link Operator#EQ}. */
    static Filter eq(String key, Object value) {
        return new Comparison(key, Operator.EQ, MetadataValue.from(value));
    }

    /** True when the value of {@code key} is not {@code value}, or there is none. */
    static Filter ne(String key, Object value) {
        return not(eq(key, value));
    }

    /** True when the value of {@code key} is greater than {@code value}. */
    static Filter gt(String key, Object value) {
        return new Comparison(key, Operator.GT, MetadataValue.from(value));
    }

    /** True when the value of {@code key} is {@code value} or greater. */
    static Filter gte(String key, Object value) {
        return new Comparison(key, Operator.GTE, MetadataValue.from(value));
    }

    /** True when the value of {@code key} is less than {@code value}. */
    static Filter lt(String key, Object value) {
        return new Comparison(key, Operator.LT, MetadataValue.from(value));
    }

    /** True when the value of {@code key} is {@code value} or less. */
    static Filter lte(String key, Object value) {
        return new Comparison(key, Operator.LTE, MetadataValue.from(value));
    }

    /** True when the value of {@code key} is one of {@code values}. */
    static Filter in(String key, List<?> values) {
        return new In(key, values.stream().map(MetadataValue::from).toList());
    }

    /** True when the value of {@code key} is none of {@code values}, or there is none. */
    static Filter notIn(String key, List<?> values) {
        return not(in(key, values));
    }

    /** True when the value of {@code key} holds {@code text}; see {@link Operator#CONTAINS}. */
    static Filter contains(String key, String text) {
        return new Comparison(key, Operator.CONTAINS, MetadataValue.from(text));
    }

    /** True when there is a value for {@code key}. */
    static Filter exists(String key) {
        return new Exists(key);
    }

    /** True when all parts are. */
    static Filter and(Filter... parts) {
        return new And(List.of(parts));
    }

    /** True when at least one part is. */
    static Filter or(Filter... parts) {
        return new Or(List.of(parts));
    }

    /** True when {@code part} is false. */
    static Filter not(Filter part) {
        return new Not(part);
    }

    private static void requireKey(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank, got: \"" + key + "\"");
        }
    }
}
