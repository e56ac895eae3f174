import dev.lectern.index.vector.VectorIndexProvider;
import dev.lectern.spi.IndexProvider;

/** Chooses the nodes closest to a question, over any store. */
module dev.lectern.index.vector {
    requires transitive dev.lectern.core;
    requires static org.jspecify;

    exports dev.lectern.index.vector;

    provides IndexProvider with
            VectorIndexProvider;
}
