import dev.lectern.index.summary.SummaryIndexProvider;
import dev.lectern.spi.IndexProvider;

/** Hands every node to the answer, in order, or those closest to the question. */
module dev.lectern.index.summary {
    requires com.fasterxml.jackson.core;
    requires com.google.common;
    requires transitive dev.lectern.core;
    requires static org.jspecify;

    exports dev.lectern.index.summary;

    provides IndexProvider with
            SummaryIndexProvider;
}
