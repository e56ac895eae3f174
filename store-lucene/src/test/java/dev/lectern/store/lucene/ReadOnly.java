package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.store.StoreException;
import dev.lectern.store.StoreQuery;
import java.nio.file.Path;
import java.util.List;

/** Opens a store of the documents a and b where nothing can be written. Argument: directory. */
final class ReadOnly {

    private ReadOnly() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Could not open store " + directory)
                .hasMessageContaining("Make " + directory + " writable, or open the store read-only.");
        assertThatThrownBy(() -> LuceneStore.open(directory.resolve("new")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Could not make a store in " + directory.resolve("new"))
                .hasMessageContaining("writable");
        try (LuceneStore store = LuceneStore.openReadOnly(directory)) {
            assertThat(Versioned.wholeIn(store, List.of("a", "b"))).hasSize(2);
            assertThat(store.search(StoreQuery.keyword("tide", 1))).hasSize(1);
            assertThatThrownBy(() -> store.upsert(List.of(Versioned.document("c", 1))))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("read-only");
        }
        VerifyReport report = LuceneStore.verify(directory);
        assertThat(report.faults()).isEmpty();
        assertThat(report.documents()).isEqualTo(2);
    }
}
