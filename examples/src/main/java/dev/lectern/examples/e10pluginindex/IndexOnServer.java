package dev.lectern.examples.e10pluginindex;

import dev.lectern.document.Document;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.readers.file.FileReader;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginIndex;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import java.util.List;

/** An index whose storage is a ChatGPT Retrieval Plugin server: it chooses the texts, and the answer is made of them here. */
final class IndexOnServer {

    private IndexOnServer() {}

    /** Takes a folder or file; without it, what the example corpus has for visitors. */
    public static void main(String[] args) {
        String source = args.length > 0 ? args[0] : "examples/corpus/visitors";

        try (RetrievalPluginServer server = RetrievalPluginServer.builder()
                .option("port", "0")
                .option("store", "memory")
                .build()) {
            server.start();
            String token = server.generatedToken().orElseThrow();
            RetrievalPluginClient client = RetrievalPluginClient.builder(
                            server.uri().toString())
                    .token(() -> token)
                    .build();

            List<Document> documents = FileReader.create().load(source);
            RetrievalPluginIndex index = RetrievalPluginIndex.fromDocuments(client, documents);

            // The default model quotes, and needs no key; a hosted one writes. Both get at most three texts of the
            // server.
            LanguageModel model = ExtractiveModel.create();
            int similarityTopK = 3;
            QueryEngine queryEngine = index.queryEngine(model, similarityTopK, ResponseMode.COMPACT);

            print(queryEngine.query("When does the last ferry leave Port Ellary?"));
            print(queryEngine.query("What is the capital of Australia?"));
        }
    }

    private static void print(Response response) {
        System.out.println(response.text());
        response.citedSources()
                .forEach(source -> System.out.println(
                        "  [" + source.number() + "] " + source.source().node().documentId()));
    }
}
