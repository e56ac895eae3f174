package dev.lectern.store.retrieval.plugin;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token of a server, asked for anew at each request so that it may change; never shown. Thread-safe as its supplier is. */
final class BearerToken {

    /** Where the original's own tools look for the token. */
    static final String VARIABLE = "BEARER_TOKEN";

    /** For servers that want no token. */
    static final BearerToken NONE = new BearerToken(null);

    private final @Nullable Supplier<String> supplier;

    private BearerToken(@Nullable Supplier<String> supplier) {
        this.supplier = supplier;
    }

    static BearerToken from(Supplier<String> supplier) {
        return new BearerToken(Objects.requireNonNull(supplier, "token"));
    }

    /**
     * Takes what a variable of the environment holds.
     *
     * @throws IllegalArgumentException if it holds no token
     */
    static BearerToken fromVariable(@Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("token must be given, or be in the variable " + VARIABLE
                    + " of the environment, got: neither; for a server without a token say withoutToken()");
        }
        require(value);
        return from(() -> value);
    }

    /**
     * Returns the token of this moment, or nothing if the server wants none.
     *
     * @throws IllegalArgumentException if it cannot stand in a header; the message does not repeat it
     */
    Optional<String> current() {
        if (supplier == null) {
            return Optional.empty();
        }
        String token = supplier.get();
        require(token);
        return Optional.of(token);
    }

    /** Anything but visible ASCII could end the header and begin another, or make the token ambiguous. */
    private static void require(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            throw new IllegalArgumentException("token must be given, got: nothing from its supplier");
        }
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new IllegalArgumentException(String.format(
                        "token must be visible ASCII without blanks, got: U+%04X at char %d of %d",
                        (int) c, i, token.length()));
            }
        }
    }

    @Override
    public String toString() {
        return supplier == null ? "no token" : "a token";
    }
}
