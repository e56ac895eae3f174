package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.testkit.plugin.ConformanceResult.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Points 32 to 38 and 45 to 49: what a query answers. Stateless. */
final class QueryPoints {

    private static final List<String> METADATA =
            List.of("source", "source_id", "url", "created_at", "author", "document_id");

    /** Scores are computed in floats. */
    private static final double ROUNDING = 1e-5;

    private QueryPoints() {}

    static List<Point> all() {
        List<Point> points = new ArrayList<>(List.of(
                Point.must(
                        32,
                        "each query has a result of its own, in the order of the request, with its text",
                        "200, two results, `query` first and second",
                        QueryPoints::twoQueries),
                Point.must(33, "no queries are no fault", "200 `{\"results\":[]}`", QueryPoints::noQueries),
                Point.must(
                        34,
                        "`top_k` is 3 unless given; `\"2\"` is 2, and 1.9 is 1",
                        "3, 2, 2 and 1 chunks of five",
                        QueryPoints::topK),
                Point.must(35, "null for `filter` and `top_k` is as if absent", "200", QueryPoints::explicitNulls),
                Point.better(
                        36,
                        "a `top_k` of 0, below, or beyond a limit is refused",
                        "422 for 0, -1 and 1000000000",
                        QueryPoints::topKOutOfRange),
                Point.must(
                        37,
                        "a chunk has all members; null stands for what is absent",
                        "id, text, metadata with six members, embedding, score",
                        QueryPoints::members),
                Point.must(38, "the best comes first", "the document that is asked for, first", QueryPoints::best),
                Point.better(
                        38,
                        "scores are those of a cosine, higher for the closer, and alike ones come by id",
                        "from 1 down to -1; two documents of one text with one score, by id",
                        QueryPoints::scores)));
        points.addAll(FilterPoints.all());
        points.addAll(List.of(
                Point.must(
                        45,
                        "a filter that nothing matches finds nothing",
                        "200, `results` empty",
                        QueryPoints::nothing),
                Point.must(
                        46,
                        "`/sub/query` answers as `/query`; there is no `/sub/upsert`",
                        "the same answer; 404",
                        QueryPoints::sub),
                Point.unseen(
                        47,
                        Level.BETTER,
                        "a failing store is an error, not an answer without results",
                        "a store cannot be made to fail from outside"),
                Point.ofClients(48, "scores mean nothing unless the metric is known"),
                Point.ofClients(49, "an embedding may be absent, null or a list; unknown members are ignored")));
        return points;
    }

    private static void storeFive(Probe probe) throws IOException {
        List<String> texts = List.of(
                "A heron waits by the water.",
                "Copper turns green in the rain.",
                "The train leaves at nine.",
                "Seven bakers bake bread.",
                "Snow covers the old road.");
        for (int i = 0; i < texts.size(); i++) {
            probe.store(probe.own("d" + i), texts.get(i), "{\"author\":\"" + probe.own("author") + "\"}");
        }
    }

    private static String ofFive(Probe probe, String more) {
        return "{\"queries\":[{\"query\":\"heron\",\"filter\":{\"author\":\"" + probe.own("author") + "\"}" + more
                + "}]}";
    }

    private static void twoQueries(Probe probe) throws IOException {
        Answer answer = probe.query("{\"queries\":[{\"query\":\"first heron\"},{\"query\":\"second heron\"}]}");
        answer.is(200)
                .meets(answer.json().path("results").size() == 2
                        && answer.at("/results/0/query").equals("first heron")
                        && answer.at("/results/1/query").equals("second heron"));
    }

    private static void noQueries(Probe probe) throws IOException {
        Answer answer = probe.query("{\"queries\":[]}");
        JsonNode results = answer.json().path("results");
        answer.is(200).meets(results.isArray() && results.isEmpty());
    }

    private static void topK(Probe probe) throws IOException {
        storeFive(probe);
        requireCount(probe.query(ofFive(probe, "")), 3);
        requireCount(probe.query(ofFive(probe, ",\"top_k\":2")), 2);
        requireCount(probe.query(ofFive(probe, ",\"top_k\":\"2\"")), 2);
        requireCount(probe.query(ofFive(probe, ",\"top_k\":1.9")), 1);
    }

    private static void requireCount(Answer answer, int count) {
        answer.is(200).meets(answer.chunks().size() == count);
    }

    private static void explicitNulls(Probe probe) throws IOException {
        storeFive(probe);
        requireCount(probe.query(ofFive(probe, ",\"top_k\":null")), 3);
        Answer unfiltered = probe.query("{\"queries\":[{\"query\":\"heron\",\"filter\":null}]}");
        unfiltered.is(200).meets(unfiltered.chunks().size() <= 3);
    }

    private static void topKOutOfRange(Probe probe) throws IOException {
        for (String topK : List.of("0", "-1", "1000000000")) {
            probe.query("{\"queries\":[{\"query\":\"heron\",\"top_k\":" + topK + "}]}")
                    .is(422);
        }
    }

    private static void members(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.upsert("{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"A heron waits.\"}]}")
                .is(200);
        Answer answer = probe.findDocument(id);
        JsonNode chunk = answer.json().at("/results/0/results/0");
        JsonNode metadata = chunk.path("metadata");
        answer.meets(chunk.path("id").isTextual()
                && chunk.path("text").isTextual()
                && chunk.has("embedding")
                && chunk.path("score").isNumber());
        answer.meets(METADATA.stream().allMatch(metadata::has)
                && metadata.path("document_id").asText().equals(id)
                && METADATA.subList(0, 5).stream()
                        .allMatch(name -> metadata.path(name).isNull()));
    }

    private static void best(Probe probe) throws IOException {
        storeFive(probe);
        Answer answer = probe.query(ofFive(probe, ",\"top_k\":5").replace("heron", "Seven bakers bake bread."));
        answer.is(200)
                .meets(answer.found().stream()
                        .findFirst()
                        .equals(Stream.of(probe.own("d3")).findFirst()));
    }

    private static void scores(Probe probe) throws IOException {
        storeFive(probe);
        probe.store(
                probe.own("d0-again"), "A heron waits by the water.", "{\"author\":\"" + probe.own("author") + "\"}");
        Answer answer = probe.query(ofFive(probe, ",\"top_k\":6")).is(200);
        List<Double> scores = answer.chunks().stream()
                .map(chunk -> chunk.path("score").asDouble())
                .toList();
        for (int i = 0; i < scores.size(); i++) {
            double before = i == 0 ? 1 : scores.get(i - 1);
            answer.meets(scores.get(i) <= before + ROUNDING && scores.get(i) >= -1 - ROUNDING);
        }
        int one = answer.found().indexOf(probe.own("d0"));
        int other = answer.found().indexOf(probe.own("d0-again"));
        answer.meets(one >= 0 && other == one + 1 && Math.abs(scores.get(one) - scores.get(other)) < ROUNDING);
    }

    private static void nothing(Probe probe) throws IOException {
        Answer answer = probe.find("{\"document_id\":\"" + probe.own("none") + "\"}", 3);
        answer.meets(answer.json().at("/results/0/results").isArray()
                && answer.chunks().isEmpty());
    }

    private static void sub(Probe probe) throws IOException {
        storeFive(probe);
        String query = ofFive(probe, "");
        String expected = probe.query(query).text();
        Answer answer = probe.post("/sub/query", query);
        answer.is(200).meets(answer.text().equals(expected));
        Answer upsert = probe.post("/sub/upsert", "{\"documents\":[]}");
        if (upsert.status() == 200) {
            throw new UnseenException("the server offers the memory profile, which has /sub/upsert");
        }
        upsert.is(404);
    }
}
