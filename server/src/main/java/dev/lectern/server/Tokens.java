package dev.lectern.server;

import dev.lectern.server.api.Right;
import dev.lectern.server.http.Access.Token;
import dev.lectern.spi.Settings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens that the options name, or one made at random where a server on a loopback address has none. Immutable.
 *
 * @param all the tokens
 * @param generated the one that was made here
 */
record Tokens(List<Token> all, Optional<String> generated) {

    /** 256 bits cannot be guessed. */
    private static final int RANDOM_BYTES = 32;

    /** Reads the options. */
    static Tokens of(Settings settings) {
        List<Token> all = new ArrayList<>();
        String token = settings.get(ServerOptions.TOKEN);
        if (!token.isBlank()) {
            all.add(new Token(token.strip(), EnumSet.allOf(Right.class)));
        }
        String more = settings.get(ServerOptions.TOKENS);
        if (!more.isBlank()) {
            for (String entry : more.split(",", -1)) {
                all.add(parse(entry.strip()));
            }
        }
        if (all.isEmpty()) {
            String made = random();
            return new Tokens(List.of(new Token(made, EnumSet.allOf(Right.class))), Optional.of(made));
        }
        return new Tokens(List.copyOf(all), Optional.empty());
    }

    /** The message has no part of the entry but its rights: the rest is a secret. */
    private static Token parse(String entry) {
        int colon = entry.indexOf(':');
        String token = entry.substring(colon + 1).strip();
        if (colon < 1 || token.isEmpty()) {
            throw new IllegalArgumentException(
                    "tokens must be rights, a colon and a token, as in read+write:TOKEN, got: an entry of "
                            + entry.length() + " characters without that");
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String right : entry.substring(0, colon).split("\\+", -1)) {
            rights.add(right(right.strip()));
        }
        return new Token(token, rights);
    }

    private static Right right(String name) {
        for (Right right : Right.values()) {
            if (right.name().toLowerCase(Locale.ROOT).equals(name)) {
                return right;
            }
        }
        throw new IllegalArgumentException(
                "tokens must have rights of read, write and delete, got: \"" + name + "\" before a token");
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns how many there are; they are secrets. */
    @Override
    public String toString() {
        return "Tokens[" + all.size() + "]";
    }
}
