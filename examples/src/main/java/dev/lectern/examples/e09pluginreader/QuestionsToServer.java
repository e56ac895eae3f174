package dev.lectern.examples.e09pluginreader;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginReader;
import java.time.Instant;
import java.util.List;

/** Reads from a ChatGPT Retrieval Plugin server: the source is a question, the documents are what the server finds for it. */
final class QuestionsToServer {

    private static final List<Document> NOTES = List.of(
            note("tides", "Slack water over the reef lasts hardly twenty minutes.", "Ada Reef", "2024-05-02T06:30:00Z"),
            note(
                    "light",
                    "The lighthouse shows two white flashes every 20 seconds.",
                    "Tom Lamp",
                    "2019-11-20T17:00:00Z"),
            note("ferry", "The last ferry to the mainland leaves at 18:15.", "Ada Reef", "2025-03-31T18:15:00Z"));

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
            for (Document found : reader.load("When does the last ferry leave?")) {
                System.out.println(found.text());
                // All metadata that the server has comes along, with the score and the document the text is of.
                for (String key :
                        List.of(RetrievalPluginReader.DOCUMENT_ID, MetadataKeys.AUTHOR, MetadataKeys.CREATED_AT)) {
                    found.metadata()
                            .get(key)
                            .ifPresent(value -> System.out.println("  " + key + " = " + value.value()));
                }
            }

            // One document of all that is found, to be handed on as a whole.
            System.out.println();
            System.out.println(
                    reader.joined().load("reef and lighthouse").get(0).text());
        }
    }

    private static Document note(String id, String text, String author, String written) {
        Metadata metadata = Metadata.builder()
                .set(MetadataKeys.AUTHOR, author)
                .set(MetadataKeys.CREATED_AT, Instant.parse(written))
                .build();
        return Document.of(id, text, metadata);
    }
}
