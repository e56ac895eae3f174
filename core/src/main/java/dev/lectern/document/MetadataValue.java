package dev.lectern.document;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One typed metadata value: text, a whole number, a decimal, a boolean, an instant, or a list of text.
 *
 * <p>Immutable. {@code toString} gives the value as people read it: an instant in ISO 8601 UTC, a list joined by commas.
 */
public sealed interface MetadataValue {

    /** Returns the value as plain Java: String, Long, Double, Boolean, Instant, or a list of String. */
    Object value();

    /** Returns the canonical form used in content hashes: a type letter, a colon, and the value. */
    String canonical();

    /**
     * Converts plain Java to a metadata value.
     *
     * @param value a CharSequence, Byte, Short, Integer, Long, Float, Double, Boolean, Instant, or a list of CharSequence
     * @throws IllegalArgumentException if the type is none of these, or a number is not finite
     */
    static MetadataValue from(Object value) {
        Objects.requireNonNull(value, "value");
        if (value instanceof MetadataValue typed) {
            return typed;
        } else if (value instanceof CharSequence text) {
            return new Text(text.toString());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return new WholeNumber(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            return new Decimal(((Number) value).doubleValue());
        } else if (value instanceof Boolean bool) {
            return new Bool(bool);
        } else if (value instanceof Instant instant) {
            return new Moment(instant);
        } else if (value instanceof List<?> list && list.stream().allMatch(CharSequence.class::isInstance)) {
            return new TextList(list.stream().map(Object::toString).toList());
        }
        throw new IllegalArgumentException(
                "value must be text, a whole number, a decimal, a boolean, an Instant or a list of text, got: "
                        + value.getClass().getName());
    }

    /**
     * A text.
     *
     * @param value the text
     */
    record Text(String value) implements MetadataValue {
        /** Makes a text value. */
        public Text {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String canonical() {
            return "t:" + value;
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A whole number.
     *
     * @param number the number
     */
    record WholeNumber(long number) implements MetadataValue {
        @Override
        public Long value() {
            return number;
        }

        @Override
        public String canonical() {
            return "w:" + number;
        }

        @Override
        public String toString() {
            return Long.toString(number);
        }
    }

    /**
     * A finite decimal.
     *
     * @param number the number, finite
     */
    record Decimal(double number) implements MetadataValue {
        /**
         * Makes a decimal.
         *
         * @throws IllegalArgumentException if the number is infinite or not a number
         */
        public Decimal {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("number must be finite, got: " + number);
            }
        }

        @Override
        public Double value() {
            return number;
        }

        @Override
        public String canonical() {
            return "d:" + number;
        }

        @Override
        public String toString() {
            return Double.toString(number);
        }
    }

    /**
     * A boolean.
     *
     * @param bool the truth
     */
    record Bool(boolean bool) implements MetadataValue {
        @Override
        public Boolean value() {
            return bool;
        }

        @Override
        public String canonical() {
            return "b:" + bool;
        }

        @Override
        public String toString() {
            return Boolean.toString(bool);
        }
    }

    /**
     * A point in time.
     *
     * @param value the instant, nanosecond precision
     */
    record Moment(Instant value) implements MetadataValue {
        /** Makes an instant value. */
        public Moment {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String canonical() {
            return "i:" + value;
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A list of text.
     *
     * @param value the texts, in order
     */
    record TextList(List<String> value) implements MetadataValue {
        /** Makes a list value; the list is copied. */
        public TextList {
            value = List.copyOf(value);
        }

        @Override
        public String canonical() {
            StringBuilder out = new StringBuilder("l:");
            for (String item : value) {
                out.append(item.length()).append(':').append(item);
            }
            return out.toString();
        }

        @Override
        public String toString() {
            return String.join(", ", value);
        }
    }
}
