package dev.lectern.store.lucene;

import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens a {@link LuceneStore}. */
public final class LuceneStoreProvider implements StoreProvider {

    private static final Option<String> PATH = Option.requiredText("path", "the directory; made if it is not there");
    private static final Option<Boolean> READ_ONLY =
            Option.bool("read-only", false, "whether to open it for searches only, beside a process that writes");
    private static final Option<VectorEncoding> VECTORS = Option.choice(
            "vectors", VectorEncoding.FLOAT32, "how the vectors of a new store are kept; an old one keeps its own");
    private static final Option<Duration> COMMIT_INTERVAL = Option.duration(
            "commit-interval",
            Duration.ZERO,
            "how long a change may be lost by a crash after it was acknowledged; zero commits every batch");
    private static final Option<Integer> EXACT_UP_TO = Option.number(
            "exact-up-to",
            LuceneStore.DEFAULT_EXACT_UP_TO,
            "up to how many nodes all vectors are compared, without the graph");
    private static final Option<Integer> CANDIDATES = Option.number(
            "candidates",
            0,
            "how many candidates the graph gives (efSearch); 0 chooses by the nodes wanted and stored");

    /** For {@link java.util.ServiceLoader}. */
    public LuceneStoreProvider() {}

    @Override
    public String name() {
        return "lucene";
    }

    @Override
    public String description() {
        return "Keeps nodes in a directory on disk and finds them by vector, by words and by both.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PATH, READ_ONLY, VECTORS, COMMIT_INTERVAL, EXACT_UP_TO, CANDIDATES);
    }

    @Override
    public Store create(Settings settings) {
        LuceneStore.Builder builder = LuceneStore.builder(Path.of(settings.get(PATH)))
                .commitPolicy(new CommitPolicy(settings.get(COMMIT_INTERVAL)))
                .exactUpTo(settings.get(EXACT_UP_TO));
        if (settings.has(VECTORS)) {
            builder.vectors(settings.get(VECTORS));
        }
        if (settings.get(CANDIDATES) != 0) {
            builder.candidates(settings.get(CANDIDATES));
        }
        return settings.get(READ_ONLY) ? builder.openReadOnly() : builder.open();
    }
}
