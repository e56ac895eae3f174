package dev.lectern.spi;

import java.util.List;

/**
 * Makes objects of one station by name.
 *
 * <p>A provider is found by {@link java.util.ServiceLoader}: one line with its class name in
 * {@code META-INF/services/<the provider interface>}, and a {@code provides} clause where there is a module descriptor. It is cheap to
 * make: it loads and opens nothing before {@link #create}.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec The contract test is {@code ProviderContract}.
 * @param <T> the station, such as {@link dev.lectern.reader.Reader}
 */
public interface Provider<T> {

    /** Returns the name: 2 to 40 lower-case letters, digits and hyphens, unique among the providers of a station. */
    String name();

    /** Returns what its objects do, as one sentence on one line, with a capital and a full stop. */
    String description();

    /** Returns the options that {@link #create} understands; none unless overridden. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Makes an object; the caller closes it where it can be closed.
     *
     * @param settings holds only options that {@link #options()} lists
     * @throws IllegalArgumentException if a value is not what its option takes
     */
    T create(Settings settings);
}
