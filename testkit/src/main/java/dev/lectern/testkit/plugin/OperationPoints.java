package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceResult.Level;
import java.io.IOException;
import java.util.List;

/** Points 77 to 80: how a server is run. Stateless. */
final class OperationPoints {

    private OperationPoints() {}

    static List<Point> all() {
        return List.of(
                Point.unseen(
                        77,
                        Level.BETTER,
                        "requests run side by side, and static files do not wait",
                        "times depend on the model and the machine; a server's own tests know both"),
                Point.unseen(
                        78,
                        Level.BETTER,
                        "a start drops no data, and fails at once without token, store or fitting model",
                        "a start cannot be seen from outside"),
                Point.better(
                                79,
                                "what is added is not in the default description",
                                "no path but those of the original in openapi.yaml",
                                OperationPoints::nothingAdded)
                        .part("description"),
                Point.better(
                                79,
                                "the server tells its health",
                                "200 for `/health` without a token",
                                probe -> probe.call("GET", "/health")
                                        .anonymous()
                                        .send()
                                        .is(200))
                        .part("health"),
                Point.unseen(
                        80,
                        Level.BETTER,
                        "collections of their own, with their own tokens",
                        "optional, and no spelling of it is agreed on"));
    }

    private static void nothingAdded(Probe probe) throws IOException {
        Answer answer = probe.get("/.well-known/openapi.yaml").is(200);
        List<String> paths = answer.text()
                .lines()
                .filter(line -> line.matches(" +[\"']?/[^ ]*:.*"))
                .map(line -> line.replaceAll("[\"' ]", "").replaceAll(":.*$", ""))
                .toList();
        answer.meets(!paths.isEmpty()
                && List.of("/query", "/upsert", "/upsert-file", "/delete").containsAll(paths));
    }
}
