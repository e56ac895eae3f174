package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.spi.Option;
import dev.lectern.spi.RetrieverProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import java.util.List;

/** Makes a {@link StoreRetriever} over the {@link Store}, and the {@link EmbeddingModel} if there is one, of its settings. */
public final class StoreRetrieverProvider implements RetrieverProvider {

    private static final Option<Integer> TOP_K =
            Option.number("top-k", RetrieverOptions.DEFAULT_TOP_K, "how many nodes at most");

    private static final Option<Evidence> MODE = Option.choice(
            "mode", Evidence.BEST, "by what evidence nodes are found; best is hybrid where the store can");

    private static final Option<Joining> FUSION = Option.choice(
            "fusion", Joining.RECIPROCAL_RANK, "how the rankings by vector and by words are joined in mode hybrid");

    /** The middle: never far from the best weight over three collections, which have it at 0.3, 0.5 and 0.6 (decision 100). */
    private static final Option<Double> VECTOR_WEIGHT = Option.decimal(
            "vector-weight", 0.5, "what scores by vector count in fusion weighted, 0 to 1; words count the rest");

    /** {@link SearchMode}, and a word for none. */
    private enum Evidence {
        BEST,
        VECTOR,
        KEYWORD,
        HYBRID
    }

    /** The kinds of {@link Fusion}. */
    private enum Joining {
        RECIPROCAL_RANK,
        WEIGHTED
    }

    /** For {@link java.util.ServiceLoader}. */
    public StoreRetrieverProvider() {}

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String description() {
        return "Finds nodes by asking a store.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TOP_K, MODE, FUSION, VECTOR_WEIGHT);
    }

    @Override
    public Retriever create(Settings settings) {
        Evidence evidence = settings.get(MODE);
        SearchMode mode = evidence == Evidence.BEST ? null : SearchMode.valueOf(evidence.name());
        return StoreRetriever.create(
                settings.requiredPart(Store.class),
                settings.part(EmbeddingModel.class).orElse(null),
                new RetrieverOptions(settings.get(TOP_K), mode, fusion(settings)));
    }

    private static Fusion fusion(Settings settings) {
        if (settings.get(FUSION) == Joining.WEIGHTED) {
            return Fusion.weighted(settings.get(VECTOR_WEIGHT));
        }
        if (settings.has(VECTOR_WEIGHT)) {
            throw new IllegalArgumentException("vector-weight needs fusion weighted, got: vector-weight "
                    + settings.get(VECTOR_WEIGHT) + " with fusion reciprocal-rank");
        }
        return Fusion.reciprocalRank();
    }
}
