package dev.lectern.spi;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option of a provider: its name, type, default and meaning, and how its text becomes a value.
 *
 * <pre>{@code
 * static final Option<Integer> TOP_K = Option.number("top-k", 5, "how many nodes to retrieve");
 * int topK = settings.get(TOP_K);
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <T> the type of the value
 */
public final class Option<T> {

    private final String name;
    private final String type;
    private final @Nullable T defaultValue;
    private final String meaning;
    private final Function<String, T> parser;

    private Option(String name, String type, @Nullable T defaultValue, String meaning, Function<String, T> parser) {
        Providers.requireName(name);
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.meaning = Objects.requireNonNull(meaning, "meaning");
        this.parser = parser;
    }

    /** Makes an option that takes any text. */
    public static Option<String> text(String name, String defaultValue, String meaning) {
        return new Option<>(name, "text", defaultValue, meaning, Function.identity());
    }

    /** Makes an option that takes any text and must be given. */
    public static Option<String> requiredText(String name, String meaning) {
        return new Option<>(name, "text", null, meaning, Function.identity());
    }

    /** Makes an option that takes a whole number. */
    public static Option<Integer> number(String name, int defaultValue, String meaning) {
        return new Option<>(name, "whole number", defaultValue, meaning, text -> {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a whole number", e);
            }
        });
    }

    /** Makes an option that takes a decimal. */
    public static Option<Double> decimal(String name, double defaultValue, String meaning) {
        return new Option<>(name, "decimal", defaultValue, meaning, text -> {
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a decimal", e);
            }
        });
    }

    /** Makes an option that takes {@code true} or {@code false}. */
    public static Option<Boolean> bool(String name, boolean defaultValue, String meaning) {
        return new Option<>(name, "true or false", defaultValue, meaning, text -> switch (text.strip()
                .toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        });
    }

    /** Makes an option that takes a duration in ISO 8601, such as {@code PT30S}. */
    public static Option<Duration> duration(String name, Duration defaultValue, String meaning) {
        return new Option<>(name, "duration", defaultValue, meaning, text -> {
            try {
                return Duration.parse(text.strip());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("an ISO 8601 duration such as PT30S", e);
            }
        });
    }

    /** Makes an option that takes one of the constants of an enum, in lower case with hyphens. */
    public static <E extends Enum<E>> Option<E> choice(String name, E defaultValue, String meaning) {
        List<E> constants = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
        String choices =
                String.join("|", constants.stream().map(Option::spelled).toList());
        return new Option<>(
                name,
                choices,
                defaultValue,
                meaning,
                text -> constants.stream()
                        .filter(constant ->
                                spelled(constant).equals(text.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("one of " + choices)));
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name: lower-case letters, digits and hyphens. */
    public String name() {
        return name;
    }

    /** Returns what values look like, for people. */
    public String type() {
        return type;
    }

    /** Returns the default as text; empty where the option must be given. */
    public String defaultText() {
        if (defaultValue == null) {
            return "";
        }
        return defaultValue instanceof Enum<?> constant ? spelled(constant) : defaultValue.toString();
    }

    /** Returns what the option does, as part of a sentence. */
    public String meaning() {
        return meaning;
    }

    @Nullable
    T defaultValue() {
        return defaultValue;
    }

    T parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be " + e.getMessage() + ", got: \"" + text + "\"", e);
        }
    }

    /** Returns {@code name (type, default ...)}. */
    @Override
    public String toString() {
        return name + " (" + type + (defaultValue == null ? ", required)" : ", default " + defaultText() + ")");
    }
}
