package dev.lectern.examples.e09pluginreader;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.index.summary.SummaryIndex;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginReader;
import java.util.List;

/** Reads from a ChatGPT Retrieval Plugin server: the source is a question, the documents are what the server finds for it. */
final class QuestionsToServer {

    private static final List<Document> NOTES = List.of(
            note("tides", "Slack water over the reef lasts hardly twenty minutes.", "Ada Reef"),
            note("light", "The lighthouse shows two white flashes every 20 seconds.", "Tom Lamp"),
            note("ferry", "The last ferry to the mainland leaves at 18:15.", "Ada Reef"));

    private QuestionsToServer() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
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
            client.upsert(NOTES);
            RetrievalPluginReader reader = RetrievalPluginReader.create(client).withTopK(2);
            String question = "When does the last ferry leave?";
            List<Document> found = reader.load(question);
            // All metadata that the server has comes along, with the score and the document the text is of.
            for (Document document : found) {
                System.out.println(
                        document.metadata().text(MetadataKeys.AUTHOR).orElseThrow() + ": " + document.text());
            }

            // The server has chosen, so the index leaves nothing out: all that was found goes to the answer, compacted.
            SummaryIndex index = SummaryIndex.create(InMemoryStore.create());
            index.ingest(found);
            System.out.println("\n"
                    + index.queryEngine(ExtractiveModel.create())
                            .query(question)
                            .text());
        }
    }

    private static Document note(String id, String text, String author) {
        return Document.of(
                id, text, Metadata.builder().set(MetadataKeys.AUTHOR, author).build());
    }
}
