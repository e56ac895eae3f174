package dev.lectern.examples.e05filters;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.index.Index;
import dev.lectern.index.vector.VectorIndex;
import dev.lectern.models.onnx.OnnxEmbeddingModel;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import java.util.List;
import java.util.Locale;

/** Searches by meaning, within the documents that match a condition on their metadata. */
final class SearchWithFilters {

    private SearchWithFilters() {}

    /** Takes no argument. */
    public static void main(String[] args) {
        List<Document> log = List.of(
                entry("log-1866", 1866, "Tulloch", "Thick haze all day. Nothing could be seen beyond the garden wall."),
                entry("log-1895", 1895, "Munro", "Stores came by cart: paraffin, flour, and new glasses for the lamp."),
                entry("log-1931", 1931, "Leask", "Wind east, force 11. A trawler struck the reef; all her men live."),
                entry("log-1938", 1938, "Leask", "Mist came in from the sea at noon, and the horn blew until morning."),
                entry("log-1947", 1947, "Leask", "Snow for 44 days; bread came up from the village by sledge."),
                entry("log-1988", 1988, "Rae", "Locked the door for the last time. The light now tends itself."));

        // The stations by hand, where the front door would hide them: a model, a store, an index over both.
        try (OnnxEmbeddingModel model = OnnxEmbeddingModel.allMiniLmL6V2()) {
            Index index = VectorIndex.create(InMemoryStore.create(), model);
            index.ingest(log);
            Retriever retriever = index.retriever(RetrieverOptions.defaults().withMode(SearchMode.VECTOR));
            Query fog = Query.of("a day of fog").withTopK(2);

            // "Fog" stands in none of them; what is near in meaning comes first.
            print("all", retriever.retrieve(fog).nodes());

            // The condition is part of the search, so there are two results again, not what is left of the two above.
            print(
                    "from 1900",
                    retriever.retrieve(fog.filteredBy(Filter.gte("year", 1900))).nodes());

            Filter early = Filter.and(Filter.lt("year", 1900), Filter.ne("keeper", "Tulloch"));
            print(
                    "before 1900, not by Tulloch",
                    retriever.retrieve(fog.filteredBy(early)).nodes());
        }
    }

    private static Document entry(String id, int year, String keeper, String text) {
        return Document.of(
                id,
                text,
                Metadata.builder().set("year", year).set("keeper", keeper).build());
    }

    private static void print(String title, List<ScoredNode> nodes) {
        System.out.println(title);
        nodes.forEach(found -> System.out.printf(
                Locale.ROOT,
                "  %.2f %s: %s%n",
                found.score(),
                found.node().documentId(),
                found.node().text()));
    }
}
