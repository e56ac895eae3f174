package dev.lectern.server.http;

import com.google.common.hash.Hashing;
import dev.lectern.server.api.Right;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Knows the tokens and what each allows. A token is compared by its hash with every known one, in the same time whether it is right,
 * nearly right or wrong. Immutable, thread-safe.
 */
public final class Access {

    private final List<Known> known;
    private final boolean open;
    private final boolean challenge;

    /**
     * A token.
     *
     * @param token the secret
     * @param rights what it allows
     */
    public record Token(String token, Set<Right> rights) {

        /** Returns the rights only; the token is a secret. */
        @Override
        public String toString() {
            return "Token" + rights;
        }
    }

    private static final class Known {
        private final byte[] hash;
        private final Set<Right> rights;

        Known(Token token) {
            this.hash = hash(token.token());
            this.rights = token.rights();
        }
    }

    private Access(List<Known> known, boolean open, boolean challenge) {
        this.known = known;
        this.open = open;
        this.challenge = challenge;
    }

    /** Lets everybody do everything. */
    public static Access open() {
        return new Access(List.of(), true, false);
    }

    /**
     * Lets those in who have a token.
     *
     * @param challenge whether a request without one gets 401 with {@code WWW-Authenticate} instead of the original's 403
     */
    public static Access byToken(List<Token> tokens, boolean challenge) {
        return new Access(tokens.stream().map(Known::new).toList(), false, challenge);
    }

    /**
     * Ends the work unless the sender may do this.
     *
     * @param right what is needed; null for nothing
     * @throws Refusal 401 or 403, with the original's words
     */
    void require(@Nullable Right right, Request request) {
        if (open || right == null) {
            return;
        }
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        String[] parts = header == null ? new String[0] : header.strip().split(" ", 2);
        if (parts.length < 2 || parts[1].isBlank()) {
            throw challenge
                    ? new Refusal(Reply.detail(401, "Not authenticated").with("WWW-Authenticate", "Bearer"))
                    : Refusal.of(403, "Not authenticated");
        } else if (!parts[0].toLowerCase(Locale.ROOT).equals("bearer")) {
            throw Refusal.of(403, "Invalid authentication credentials");
        }
        Set<Right> rights = rightsOf(parts[1].strip());
        if (rights == null) {
            throw Refusal.of(401, "Invalid or missing token");
        } else if (!rights.contains(right)) {
            throw Refusal.of(403, "The token does not allow to " + right.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Compares with all tokens, also after a match. */
    private @Nullable Set<Right> rightsOf(String token) {
        byte[] hash = hash(token);
        Set<Right> rights = null;
        for (Known one : known) {
            if (MessageDigest.isEqual(one.hash, hash)) {
                rights = EnumSet.copyOf(one.rights);
            }
        }
        return rights;
    }

    private static byte[] hash(String token) {
        return Hashing.sha256().hashString(token, StandardCharsets.UTF_8).asBytes();
    }
}
