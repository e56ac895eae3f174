package dev.lectern.spi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider makes its object from: options as text, and parts that other providers made.
 *
 * <p>An option that the provider does not know is an error that names the nearest right one. Immutable; {@code toString} shows names
 * only, since values may be secrets.
 *
 * <pre>{@code
 * Settings settings = Settings.builder().set("max-tokens", "200").part(EmbeddingModel.class, model).build();
 * }</pre>
 */
public final class Settings {

    private static final Settings EMPTY = new Settings(Map.of(), Map.of(), Map.of());

    private final Map<String, String> texts;
    private final Map<Class<?>, Object> parts;
    private final Map<String, Settings> others;

    private Settings(Map<String, String> texts, Map<Class<?>, Object> parts, Map<String, Settings> others) {
        this.texts = texts;
        this.parts = parts;
        this.others = others;
    }

    /** Returns settings without option or part. */
    public static Settings empty() {
        return EMPTY;
    }

    /** Makes settings from options as text. */
    public static Settings of(Map<String, String> options) {
        Builder builder = builder();
        options.forEach(builder::set);
        return builder.build();
    }

    /** Starts empty settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a copy of these settings with more options or parts. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.texts.putAll(texts);
        builder.parts.putAll(parts);
        builder.others.putAll(others);
        return builder;
    }

    /**
     * Returns the value of an option, or its default.
     *
     * @throws IllegalArgumentException if the text is not what the option takes, or a required option is missing (message has both)
     */
    public <T> T get(Option<T> option) {
        String text = texts.get(option.name());
        T value = text == null ? option.defaultValue() : option.parse(text);
        if (value == null) {
            throw new IllegalArgumentException(
                    option.name() + " must be given (" + option.meaning() + "), got: nothing");
        }
        return value;
    }

    /** Tells whether an option was set. */
    public boolean has(Option<?> option) {
        return texts.containsKey(option.name());
    }

    /** Returns what another provider is set to, for one that makes use of it; empty unless given. */
    public Settings forProvider(String name) {
        return others.getOrDefault(name, EMPTY);
    }

    /** Returns the part of a type, if one was given. */
    public <T> Optional<T> part(Class<T> type) {
        return Optional.ofNullable(parts.get(type)).map(type::cast);
    }

    /**
     * Returns the part of a type.
     *
     * @throws IllegalArgumentException if none was given
     */
    public <T> T requiredPart(Class<T> type) {
        return part(type)
                .orElseThrow(() ->
                        new IllegalArgumentException("a part of type " + type.getSimpleName() + " must be given, got: "
                                + parts.keySet().stream()
                                        .map(Class::getSimpleName)
                                        .sorted()
                                        .toList()));
    }

    /**
     * Checks that each option set here is one of {@code known}.
     *
     * @param subject who is asked, for the message
     * @throws IllegalArgumentException for the first unknown option; the message names the nearest known one and lists all
     */
    void requireKnown(String subject, List<Option<?>> known) {
        List<String> names = known.stream().map(Option::name).toList();
        Providers.requireRead("option of " + subject, texts.keySet(), names);
    }

    /** Returns the names of options and parts. */
    @Override
    public String toString() {
        return "Settings" + texts.keySet()
                + parts.keySet().stream().map(Class::getSimpleName).sorted().toList();
    }

    /** Collects options and parts; one thread at a time. */
    public static final class Builder {

        private final Map<String, String> texts = new LinkedHashMap<>();
        private final Map<Class<?>, Object> parts = new HashMap<>();
        private final Map<String, Settings> others = new HashMap<>();

        private Builder() {}

        /**
         * Sets an option.
         *
         * @throws IllegalArgumentException if it was set before (message has both values' name)
         */
        public Builder set(String option, String value) {
            Objects.requireNonNull(value, "value");
            if (texts.putIfAbsent(option, value) != null) {
                throw new IllegalArgumentException("option must be set once, got twice: " + option);
            }
            return this;
        }

        /**
         * Sets the part of a type; whoever made it closes it.
         *
         * @throws IllegalArgumentException if there is one of this type already
         */
        public <T> Builder part(Class<T> type, T part) {
            Objects.requireNonNull(part, "part");
            if (parts.putIfAbsent(type, part) != null) {
                throw new IllegalArgumentException("part must be set once, got twice: " + type.getSimpleName());
            }
            return this;
        }

        /** Adds what other providers are set to, by their names, for a provider that makes use of one of them. */
        public Builder others(Map<String, Settings> settings) {
            others.putAll(settings);
            return this;
        }

        /** Returns the settings. */
        public Settings build() {
            return new Settings(Map.copyOf(texts), Map.copyOf(parts), Map.copyOf(others));
        }
    }
}
