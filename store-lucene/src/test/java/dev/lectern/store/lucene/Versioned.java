package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Documents that are made of their id and a version, and differ in all from one version to the next: number of nodes, texts, vectors,
 * metadata. So a document that is there in part, or is a mixture of two versions, is seen.
 */
final class Versioned {

    static final int DIMENSIONS = 8;

    private static final String VERSION = "version";

    private Versioned() {}

    /** Returns a document of one to four nodes. */
    static DocumentNodes document(String id, int version) {
        return document(id, version, 1 + Math.floorMod(Objects.hash(id, version), 4), 0);
    }

    /**
     * Returns a document.
     *
     * @param padding how many letters, which do not compress, follow the words of each node
     */
    static DocumentNodes document(String id, int version, int nodes, int padding) {
        Random random = new Random(Objects.hash(id, version));
        Metadata metadata = Metadata.builder()
                .set(VERSION, version)
                .set(MetadataKeys.LANGUAGE, "en") // a guess would load the stop words of all languages
                .build();
        List<Node> made = new ArrayList<>();
        List<Embedding> embeddings = new ArrayList<>();
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < nodes; i++) {
            String text = "The tide of " + id + " turned " + version + " times, part " + i + " of " + nodes + ". "
                    + letters(random, padding);
            made.add(Node.of(id, i, new Span(whole.length(), whole.length() + text.length()), text, metadata));
            embeddings.add(vector(random));
            whole.append(text);
        }
        return new DocumentNodes(Document.of(id, whole.toString(), metadata), "test", made, embeddings);
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Embedding vector(Random random) {
        float[] values = new float[DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.of(values);
    }

    /** Returns the versions of those documents that a store holds, each document checked to be whole. */
    static Map<String, Integer> wholeIn(Store store, Collection<String> ids) {
        Map<String, Integer> versions = new TreeMap<>();
        Map<String, String> stored = store.versions(ids);
        for (String id : ids) {
            List<Node> nodes = store.nodes(id);
            if (!stored.containsKey(id)) {
                assertThat(nodes).as("nodes of %s, which is not stored", id).isEmpty();
                continue;
            }
            assertThat(nodes).as("nodes of %s", id).isNotEmpty();
            int version = version(nodes.get(0));
            requireWhole(
                    store,
                    document(id, version, nodes.size(), padding(nodes.get(0))),
                    nodes,
                    stored.getOrDefault(id, ""));
            versions.put(id, version);
        }
        assertThat(store.documentCount()).isEqualTo(stored.size());
        return versions;
    }

    private static void requireWhole(Store store, DocumentNodes expected, List<Node> nodes, String version) {
        assertThat(version).isEqualTo(expected.version());
        assertThat(nodes).isEqualTo(expected.nodes());
        String id = expected.document().id();
        for (int i = 0; i < nodes.size(); i++) {
            List<ScoredNode> nearest = store.search(
                    StoreQuery.vector(expected.embeddings().get(i), 1).filteredBy(Filter.eq(Filter.DOCUMENT_ID, id)));
            assertThat(nearest).extracting(ScoredNode::node).containsExactly(nodes.get(i));
            assertThat(nearest.get(0).score()).isCloseTo(1, within(1e-6));
        }
    }

    /** Returns the version of which a node tells. */
    static int version(Node node) {
        return Math.toIntExact(node.metadata().number(VERSION).orElseThrow());
    }

    private static int padding(Node node) {
        return node.text().length() - node.text().indexOf(". ") - 2;
    }
}
