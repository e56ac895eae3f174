package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoreException;
import java.nio.file.Path;
import java.util.List;

/** Stores more than a file may hold, where files are limited. Argument: directory. */
final class LongFiles {

    private LongFiles() {}

    static DocumentNodes tooLong() {
        return Versioned.document("long", 1, 200, 10_000);
    }

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(Versioned.document("kept", 1)));

            StoreException full = catchThrowableOfType(StoreException.class, () -> store.upsert(List.of(tooLong())));

            assertThat(full).isNotNull();
            assertThat(full.getMessage()).contains("The disk is full: make room and try again");
            assertThat(full.isRetryable()).isTrue();
            assertThat(Versioned.wholeIn(store, List.of("kept", "long"))).containsOnlyKeys("kept");
            store.upsert(List.of(Versioned.document("late", 1)));
        }
    }
}
