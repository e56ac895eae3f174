package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.index.Index;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.store.SearchMode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.testkit.IndexContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index keeps the contract of indexes, against a server that replaces documents atomically. */
class RetrievalPluginIndexTest extends IndexContract {

    private final List<PluginServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(PluginServer::close);
    }

    @Override
    protected Index open() {
        return RetrievalPluginIndex.create(
                RetrievalPluginStore.create(server().client().build()));
    }

    @Override
    protected Set<SearchMode> modes() {
        return EnumSet.of(SearchMode.VECTOR);
    }

    private PluginServer server() {
        PluginServer server = PluginServer.start();
        servers.add(server);
        return server;
    }

    @Test
    void fromDocuments_thenQueryEngine_asksForSoManyNodesAndAnswersFromThem() {
        PluginServer server = server();
        List<Document> documents = List.of(
                Document.of("tides", "The tide does turn twice a day.", Metadata.of("title", "Tides")),
                Document.of("bread", "Bread needs flour and yeast."),
                Document.of("walls", "Walls are of stone."));

        RetrievalPluginIndex index =
                RetrievalPluginIndex.fromDocuments(server.client().build(), documents);
        Response response;
        try (LanguageModel model = ExtractiveModel.create()) {
            response = index.queryEngine(model, 2, ResponseMode.COMPACT).query("How often does the tide turn?");
        }

        PluginServer.Request last = server.requests.get(server.requests.size() - 1);
        assertThat(last.path()).isEqualTo("/query");
        assertThat(last.body()).contains("\"top_k\":2");
        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(response.text()).contains("The tide does turn twice a day.");
        assertThat(response.sources()).hasSize(2);
        assertThat(index.report().leftOut()).isEqualTo(Map.of("title", 1L));
    }

    @Test
    void queryEngine_eachMode_isMade() {
        RetrievalPluginIndex index = (RetrievalPluginIndex) open();

        try (LanguageModel model = ExtractiveModel.create()) {
            for (ResponseMode mode : ResponseMode.values()) {
                assertThat(index.queryEngine(model, 3, mode)).isNotNull();
            }
        }
    }

    @Test
    void queryEngine_severalPiecesOfOneDocument_showsEachToTheModel() {
        PluginServer server = server();
        RetrievalPluginIndex index = RetrievalPluginIndex.create(
                RetrievalPluginStore.create(server.client().build()));
        server.then(
                200,
                "application/json",
                "{\"results\":[{\"results\":["
                        + "{\"id\":\"d_0\",\"text\":\"The ferry leaves at nine.\",\"metadata\":{\"document_id\":\"d\"}},"
                        + "{\"id\":\"d_1\",\"text\":\"The tide does turn at noon.\",\"metadata\":{\"document_id\":\"d\"}}]}]}");

        try (LanguageModel model = ExtractiveModel.create()) {
            assertThat(index.queryEngine(model)
                            .query("When does the tide turn?")
                            .text())
                    .contains("The tide does turn at noon.");
        }
    }
}
