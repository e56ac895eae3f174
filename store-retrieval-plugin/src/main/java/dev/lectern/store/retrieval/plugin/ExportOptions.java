package dev.lectern.store.retrieval.plugin;

import dev.lectern.failure.FailurePolicy;
import java.util.Objects;

/**
 * What an export does when something does not fit.
 *
 * <p>Immutable.
 *
 * @param failurePolicy whether a document that cannot be written, or a failure of the reader, ends the export
 * @param unknownSource what happens to a {@code source} that the plugin does not know
 */
public record ExportOptions(FailurePolicy failurePolicy, UnknownSource unknownSource) {

    /** Makes options. */
    public ExportOptions {
        Objects.requireNonNull(failurePolicy, "failurePolicy");
        Objects.requireNonNull(unknownSource, "unknownSource");
    }

    /** Returns FAIL_FAST, which cannot be overlooked, and LEAVE_OUT, since a web page is not a file. */
    public static ExportOptions defaults() {
        return new ExportOptions(FailurePolicy.FAIL_FAST, UnknownSource.LEAVE_OUT);
    }
}
