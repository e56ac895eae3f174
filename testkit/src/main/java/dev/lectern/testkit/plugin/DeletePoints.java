package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import java.io.IOException;
import java.util.List;

/** Points 65 to 72: how documents are deleted. Stateless. */
final class DeletePoints {

    private DeletePoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        65,
                        "a deletion that names nothing is refused",
                        "400, detail `One of ids, filter, or delete_all is required`",
                        DeletePoints::nothingNamed),
                Point.better(
                        66,
                        "a filter without a condition deletes nothing",
                        "400; the document is still there",
                        DeletePoints::emptyFilter),
                Point.must(
                        67,
                        "ids delete all chunks of these documents and no others; an unknown id is no fault",
                        "200 `success` true; the other document is still there",
                        DeletePoints::byIds),
                Point.must(
                        68,
                        "a filter deletes what matches, as in a query",
                        "200 `success` true; the other document is still there",
                        DeletePoints::byFilter),
                Point.must(
                        69,
                        "`delete_all` deletes everything, and the server works afterwards",
                        "200 `success` true; nothing found; what is stored then is found",
                        DeletePoints::everything),
                Point.better(
                        70,
                        "ids and a filter together delete what either names",
                        "200; both documents gone, a third still there",
                        DeletePoints::idsAndFilter),
                Point.better(71, "POST deletes too", "200 `success` true; the document is gone", DeletePoints::byPost),
                Point.ofClients(72, "DELETE has a JSON body; an empty filter is not sent; success false is a failure"));
    }

    private static void nothingNamed(Probe probe) throws IOException {
        for (String body : List.of(
                "{}", "{\"ids\":[]}", "{\"delete_all\":false}", "{\"ids\":null,\"filter\":null,\"delete_all\":null}")) {
            probe.delete(body).refuses(400, "One of ids, filter, or delete_all is required");
        }
    }

    private static void emptyFilter(Probe probe) throws IOException {
        probe.require(Permission.DELETE_EVERYTHING);
        String id = probe.own("d");
        probe.store(id, "A heron waits.");
        Answer answer = probe.delete("{\"filter\":{}}");
        requireThere(probe, id, true);
        answer.is(400);
    }

    private static void requireSuccess(Answer answer) {
        answer.is(200).meets(answer.json().path("success").asBoolean());
    }

    private static void requireThere(Probe probe, String id, boolean there) throws IOException {
        Answer found = probe.findDocument(id);
        found.meets(found.chunks().isEmpty() != there);
    }

    private static void storeThree(Probe probe) throws IOException {
        for (String name : List.of("a", "b", "c")) {
            String text = "The heron waits by the water and does not move. ".repeat(20);
            probe.store(probe.own(name), text, "{\"author\":\"" + probe.own("author-" + name) + "\"}");
        }
    }

    private static void byIds(Probe probe) throws IOException {
        storeThree(probe);
        requireSuccess(probe.delete("{\"ids\":[\"" + probe.own("a") + "\",\"" + probe.own("none") + "\"]}"));
        requireThere(probe, probe.own("a"), false);
        requireThere(probe, probe.own("b"), true);
        requireSuccess(probe.delete("{\"ids\":[\"" + probe.own("none") + "\"]}"));
    }

    private static void byFilter(Probe probe) throws IOException {
        storeThree(probe);
        requireSuccess(probe.delete("{\"filter\":{\"author\":\"" + probe.own("author-a") + "\"}}"));
        requireThere(probe, probe.own("a"), false);
        requireThere(probe, probe.own("b"), true);
    }

    private static void everything(Probe probe) throws IOException {
        probe.require(Permission.DELETE_EVERYTHING);
        storeThree(probe);
        requireSuccess(probe.delete("{\"delete_all\":true}"));
        Answer empty = probe.query("{\"queries\":[{\"query\":\"heron\"}]}");
        empty.is(200).meets(empty.chunks().isEmpty());
        storeThree(probe);
        requireThere(probe, probe.own("a"), true);
    }

    private static void idsAndFilter(Probe probe) throws IOException {
        storeThree(probe);
        requireSuccess(probe.delete(
                "{\"ids\":[\"" + probe.own("a") + "\"],\"filter\":{\"author\":\"" + probe.own("author-b") + "\"}}"));
        requireThere(probe, probe.own("a"), false);
        requireThere(probe, probe.own("b"), false);
        requireThere(probe, probe.own("c"), true);
    }

    private static void byPost(Probe probe) throws IOException {
        storeThree(probe);
        requireSuccess(probe.post("/delete", "{\"ids\":[\"" + probe.own("a") + "\"]}"));
        requireThere(probe, probe.own("a"), false);
        requireThere(probe, probe.own("b"), true);
    }
}
