package dev.lectern.document;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Typed facts about a document or a node, in the order they were set.
 *
 * <p>Keys are those of {@link MetadataKeys} or the user's own. Two metadata are equal when they hold the same keys and values;
 * order does not count.
 *
 * <pre>{@code
 * Metadata metadata = Metadata.builder().set(MetadataKeys.TITLE, "Tides").set(MetadataKeys.PAGE, 3).build();
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Metadata {

    private static final Metadata EMPTY = new Metadata(Map.of());

    private final Map<String, MetadataValue> values;

    private Metadata(Map<String, MetadataValue> values) {
        this.values = values;
    }

    /** Returns metadata without any key. */
    public static Metadata empty() {
        return EMPTY;
    }

    /** Returns metadata with one key; {@code value} is converted by {@link MetadataValue#from}. */
    public static Metadata of(String key, Object value) {
        return builder().set(key, value).build();
    }

    /** Starts empty metadata. */
    public static Builder builder() {
        return new Builder(new LinkedHashMap<>());
    }

    /** Starts a changed copy of this metadata. */
    public Builder toBuilder() {
        return new Builder(new LinkedHashMap<>(values));
    }

    /** Returns the value of a key. */
    public Optional<MetadataValue> get(String key) {
        return Optional.ofNullable(values.get(Objects.requireNonNull(key, "key")));
    }

    /** Returns the value of a key as people read it, whatever its type. */
    public Optional<String> text(String key) {
        return get(key).map(MetadataValue::toString);
    }

    /** Returns the value of a key if it is a whole number. */
    public OptionalLong number(String key) {
        return get(key).orElse(null) instanceof MetadataValue.WholeNumber whole
                ? OptionalLong.of(whole.number())
                : OptionalLong.empty();
    }

    /** Returns the value of a key if it is an instant. */
    public Optional<Instant> instant(String key) {
        return get(key).orElse(null) instanceof MetadataValue.Moment moment
                ? Optional.of(moment.value())
                : Optional.empty();
    }

    /** Returns all values by key, unmodifiable, in the order they were set. */
    public Map<String, MetadataValue> asMap() {
        return values;
    }

    /** Tells whether there is no key. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns this metadata with the keys of {@code over} set on top; itself if there is nothing to set. */
    public Metadata plus(Metadata over) {
        if (over.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return over;
        }
        Builder merged = toBuilder();
        over.values.forEach(merged::set);
        return merged.build();
    }

    /**
     * Returns one text that is equal for equal metadata, volatile keys left out: {@code key=type:value} with lengths, sorted by key.
     */
    String canonical() {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> {
            if (!MetadataKeys.isVolatile(key)) {
                String canonical = value.canonical();
                out.append(key.length()).append(':').append(key);
                out.append('=')
                        .append(canonical.length())
                        .append(':')
                        .append(canonical)
                        .append(';');
            }
        });
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metadata that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns {@code {key=value, ...}} in order. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects keys and values; one thread at a time. */
    public static final class Builder {

        private final Map<String, MetadataValue> values;

        private Builder(Map<String, MetadataValue> values) {
            this.values = values;
        }

        /**
         * Sets a key, replacing an earlier value.
         *
         * @param key not blank
         * @param value what {@link MetadataValue#from} accepts
         * @throws IllegalArgumentException if the key is blank or the type of the value is not supported (message has both)
         */
        public Builder set(String key, Object value) {
            if (key.isBlank()) {
                throw new IllegalArgumentException("key must not be blank, got: \"" + key + "\"");
            }
            try {
                values.put(key, MetadataValue.from(value));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("metadata \"" + key + "\": " + e.getMessage(), e);
            }
            return this;
        }

        /** Sets a key if there is a value that is not blank. */
        public Builder setIfPresent(String key, Optional<?> value) {
            value.filter(v -> !v.toString().isBlank()).ifPresent(v -> set(key, v));
            return this;
        }

        /** Removes a key if it is there. */
        public Builder remove(String key) {
            values.remove(key);
            return this;
        }

        /** Returns the metadata. */
        public Metadata build() {
            return values.isEmpty() ? EMPTY : new Metadata(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        }
    }
}
