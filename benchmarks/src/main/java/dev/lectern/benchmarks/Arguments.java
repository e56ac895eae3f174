package dev.lectern.benchmarks;

import com.google.common.base.Splitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a benchmark: {@code --name value} pairs. An unknown name is an error that lists the known ones.
 *
 * <p>Immutable.
 */
final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads pairs.
     *
     * @param known the names that the benchmark takes, without dashes
     * @throws IllegalArgumentException if a name is unknown or has no value
     */
    static Arguments parse(String[] args, String... known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!List.of(known).contains(name)) {
                throw new IllegalArgumentException(
                        "argument must be one of --" + String.join(", --", known) + ", got: " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("argument --" + name + " must have a value, got: none");
            }
            values.put(name, args[i + 1]);
        }
        return new Arguments(values);
    }

    /** Returns a text, if it was given. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Returns the texts between commas. */
    List<String> list(String name, String otherwise) {
        return Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToList(text(name).orElse(otherwise));
    }

    /** Returns the whole numbers of 1 or more between commas. */
    List<Integer> counts(String name, String otherwise) {
        return list(name, otherwise).stream()
                .map(value -> parseCount(name, value))
                .toList();
    }

    /**
     * Returns a whole number of 1 or more.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    int count(String name, int otherwise) {
        return text(name).map(value -> parseCount(name, value)).orElse(otherwise);
    }

    /**
     * Returns the seed of generated data: {@code --seed}, 20261101 by default.
     *
     * @throws IllegalArgumentException if it is not a whole number
     */
    long seed() {
        String value = values.getOrDefault("seed", "20261101");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed must be a whole number, got: " + value, e);
        }
    }

    private static int parseCount(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a whole number, got: " + value, e);
        }
        throw new IllegalArgumentException("--" + name + " must be 1 or more, got: " + value);
    }
}
