package dev.lectern.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.retrieve.Query;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.store.Capability;
import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreRetrieverProviderTest {

    @Test
    void create_withoutOptions_takesTheDefaults() {
        StoreQuery asked = asked(Map.of());

        assertThat(asked.topK()).isEqualTo(8);
        assertThat(asked.mode()).isEqualTo(SearchMode.HYBRID);
        assertThat(asked.fusion()).isEqualTo(Fusion.reciprocalRank());
    }

    @Test
    void create_fusionWeighted_weighsAsTold() {
        assertThat(asked(Map.of("fusion", "weighted")).fusion()).isEqualTo(Fusion.weighted(0.5));
        assertThat(asked(Map.of("fusion", "weighted", "vector-weight", "0.7")).fusion())
                .isEqualTo(Fusion.weighted(0.7));
    }

    @Test
    void create_weightWithoutWeightedFusion_isRefusedAndNamesBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> asked(Map.of("vector-weight", "0.7")))
                .withMessage("vector-weight needs fusion weighted, got: vector-weight 0.7 with fusion reciprocal-rank");
    }

    /** Returns what the store is asked by a retriever made from options. */
    private static StoreQuery asked(Map<String, String> options) {
        List<StoreQuery> asked = new ArrayList<>();
        Store store = mock(Store.class);
        when(store.capabilities()).thenReturn(Set.of(Capability.HYBRID_SEARCH));
        when(store.search(any())).thenAnswer(call -> {
            asked.add(call.getArgument(0, StoreQuery.class));
            return List.of();
        });
        EmbeddingModel model = mock(EmbeddingModel.class);
        when(model.embedQuery(any())).thenReturn(Embedding.of(1));
        Settings settings = Settings.of(options).toBuilder()
                .part(Store.class, store)
                .part(EmbeddingModel.class, model)
                .build();
        Providers.create(new StoreRetrieverProvider(), settings).retrieve(Query.of("tide"));
        return asked.get(0);
    }
}
