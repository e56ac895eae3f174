package dev.lectern.testkit.plugin;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RetrievalPluginConformance} may do and knows about a server. Immutable.
 *
 * @param allowed what it may do besides the harmless
 * @param runName letters, digits and hyphens, 1 to 60, that begin the ids of its documents; at random by default, so that runs do not
 *     meet
 * @param readOnlyToken a token that may query and nothing else; null if there is none
 * @param failingText a text that the server's embedding model fails on; null if there is none
 */
public record ConformanceOptions(
        Set<Permission> allowed,
        String runName,
        @Nullable String readOnlyToken,
        @Nullable String failingText) {

    /** What could harm: asked for only where it is allowed. */
    public enum Permission {
        /** Deletions without a condition: the documents of others are gone as well. */
        DELETE_EVERYTHING,
        /** A document of more than ten thousand chunks, all of which a server without a limit embeds. */
        LARGE_DOCUMENT;

        /** Returns the permission of a name such as {@code delete-everything}. */
        static Permission of(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "permission must be one of " + List.of(values()) + ", got: " + name));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Checks the name. */
    public ConformanceOptions {
        allowed = Set.copyOf(allowed);
        Objects.requireNonNull(runName, "runName");
        if (!runName.matches("[A-Za-z0-9-]{1,60}")) {
            throw new IllegalArgumentException(
                    "runName must be 1 to 60 letters, digits and hyphens, got: \"" + runName + "\"");
        }
    }

    /** Returns options of a run with a name of its own that is allowed nothing. */
    public static ConformanceOptions defaults() {
        return new ConformanceOptions(
                Set.of(), "conformance-" + Long.toHexString(new SecureRandom().nextLong()), null, null);
    }

    /** Returns the same with more permissions. */
    public ConformanceOptions allowing(Permission... more) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        all.addAll(allowed);
        all.addAll(List.of(more));
        return new ConformanceOptions(all, runName, readOnlyToken, failingText);
    }

    /** Returns the same with another name of the run. */
    public ConformanceOptions withRunName(String changed) {
        return new ConformanceOptions(allowed, changed, readOnlyToken, failingText);
    }

    /** Returns the same with a token that may only query. */
    public ConformanceOptions withReadOnlyToken(String changed) {
        return new ConformanceOptions(allowed, runName, Objects.requireNonNull(changed, "changed"), failingText);
    }

    /** Returns the same with a text that the server's embedding model fails on. */
    public ConformanceOptions withFailingText(String changed) {
        return new ConformanceOptions(allowed, runName, readOnlyToken, Objects.requireNonNull(changed, "changed"));
    }

    /** Returns everything but the token. */
    @Override
    public String toString() {
        return "ConformanceOptions[allowed=" + allowed + ", runName=" + runName + ", readOnlyToken="
                + (readOnlyToken == null ? "none" : "given") + ", failingText=" + failingText + "]";
    }
}
