package dev.lectern.models.openai;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The limiters of endpoints that are opened by name, so that all of one account share its limits, whoever opened them.
 *
 * <p>A static of its own kind: what a service counts is the account, of which a process has one, not the object that calls it. A limiter lives as long as
 * an endpoint that uses it. Thread-safe.
 */
final class SharedLimits {

    private static final Map<Account, WeakReference<RateLimiter>> LIMITERS = new HashMap<>();

    private SharedLimits() {}

    /**
     * What a service counts together.
     *
     * @param address with the deployment, where it is Azure's, which counts each alone
     * @param key empty where there is none
     * @param headers organisation and project
     */
    record Account(
            ServiceAddress address,
            Optional<String> key,
            Map<String, String> headers,
            int requestsPerMinute,
            int tokensPerMinute,
            int maxWaiting,
            Duration longestWait) {

        /** Returns the address only, since the key is a secret. */
        @Override
        public String toString() {
            return "Account[" + address + "]";
        }
    }

    /** Returns the limiter of an account, made if there is none. */
    static RateLimiter of(Account account, Supplier<RateLimiter> made) {
        synchronized (LIMITERS) {
            WeakReference<RateLimiter> known = LIMITERS.get(account);
            RateLimiter limiter = known == null ? null : known.get();
            if (limiter == null) {
                LIMITERS.values().removeIf(each -> each.get() == null);
                limiter = Objects.requireNonNull(made.get());
                LIMITERS.put(account, new WeakReference<>(limiter));
            }
            return limiter;
        }
    }
}
