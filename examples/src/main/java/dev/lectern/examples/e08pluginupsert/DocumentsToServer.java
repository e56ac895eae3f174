package dev.lectern.examples.e08pluginupsert;

import dev.lectern.document.Document;
import dev.lectern.reader.Reader;
import dev.lectern.readers.file.FileReader;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginFilter;
import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.UpsertAnswer;
import java.util.List;

/** Reads files and sends them to {@code /upsert} of a ChatGPT Retrieval Plugin server, which splits, embeds and keeps them. */
final class DocumentsToServer {

    private DocumentsToServer() {}

    /** Takes a folder or file; without it, the harbour of the example corpus. */
    public static void main(String[] args) {
        String source = args.length > 0 ? args[0] : "examples/corpus/harbour";

        // Any server of this API does. This one is on a free port here, keeps nothing, and made a token since none was
        // given.
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

            Reader reader = FileReader.create();
            List<Document> documents = reader.load(source);
            UpsertAnswer answer = client.upsert(documents);
            System.out.println("stored: " + answer.ids());
            // The API has five metadata keys. What else a reader knows stays behind, and the answer says what.
            System.out.println("left out: "
                    + answer.report().leftOut().keySet().stream().sorted().toList());

            PluginQuery question =
                    PluginQuery.of("Who was the skipper of the Bonnie Jean?").withTopK(1);
            print(client.query(question).chunks());
            print(client.query(question.filteredBy(PluginFilter.none().withDocumentId("lifeboat.html")))
                    .chunks());
        }
    }

    private static void print(List<PluginChunk> chunks) {
        for (PluginChunk chunk : chunks) {
            String text = chunk.text().replaceAll("\\s+", " ");
            System.out.println(chunk.documentId() + ": " + text.substring(0, Math.min(text.length(), 90)) + "...");
        }
    }
}
