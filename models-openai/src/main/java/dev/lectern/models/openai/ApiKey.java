package dev.lectern.models.openai;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key of a service, asked for anew at each request so that it may change; never shown. Thread-safe as its supplier is. */
final class ApiKey {

    /** Where the tools of OpenAI look for the key. */
    static final String VARIABLE = "OPENAI_API_KEY";

    /** For servers that want no key. */
    static final ApiKey NONE = new ApiKey(null);

    /** What keys look like, also where a service repeats one with asterisks in it. */
    private static final Pattern KEY_LIKE = Pattern.compile("\\b(?:sk|rk|sess|key)-[\\w*.-]{6,}");

    private final @Nullable Supplier<String> supplier;

    private ApiKey(@Nullable Supplier<String> supplier) {
        this.supplier = supplier;
    }

    static ApiKey from(Supplier<String> supplier) {
        return new ApiKey(Objects.requireNonNull(supplier, "apiKey"));
    }

    boolean isNone() {
        return supplier == null;
    }

    /**
     * Returns the key of this moment, or nothing if the service wants none.
     *
     * @throws IllegalArgumentException if it cannot stand in a header; the message does not repeat it
     */
    Optional<String> current() {
        if (supplier == null) {
            return Optional.empty();
        }
        String key = supplier.get();
        require(key);
        return Optional.of(key);
    }

    /** Anything but visible ASCII could end the header and begin another. */
    static void require(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("apiKey must be given, got: nothing from its supplier");
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new IllegalArgumentException(String.format(
                        "apiKey must be visible ASCII without blanks, got: U+%04X at char %d of %d",
                        (int) c, i, key.length()));
            }
        }
    }

    /** Takes a key, and what looks like one, out of somebody else's words. */
    static String blot(String text, Optional<String> key) {
        String blotted = key.isPresent() ? text.replace(key.get(), "[key]") : text;
        return KEY_LIKE.matcher(blotted).replaceAll("[key]");
    }

    @Override
    public String toString() {
        return supplier == null ? "no key" : "a key";
    }
}
