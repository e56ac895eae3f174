package dev.lectern.testkit.plugin;

import dev.lectern.testkit.plugin.ConformanceResult.Level;
import java.io.IOException;
import java.util.List;

/** Points 1 to 9: who may call. Stateless. */
final class AuthPoints {

    private static final String NO_QUERIES = "{\"queries\":[]}";

    private AuthPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        1,
                        "without Authorization every path of the API is refused",
                        "403, detail `Not authenticated`",
                        AuthPoints::withoutToken),
                Point.unseen(
                        1,
                        Level.BETTER,
                        "a switch answers 401 with WWW-Authenticate instead",
                        "a switch that is off by default, and its default is the point above"),
                Point.must(
                        2,
                        "`Bearer` without a token is refused",
                        "403, detail `Not authenticated`",
                        probe -> refused(probe, "Bearer", 403, "Not authenticated")),
                Point.must(
                        3,
                        "another scheme is refused",
                        "403, detail `Invalid authentication credentials`",
                        probe -> refused(probe, "Basic dGVzdDp0ZXN0", 403, "Invalid authentication credentials")),
                Point.must(
                        4,
                        "a wrong token is refused",
                        "401, detail `Invalid or missing token`",
                        probe -> refused(probe, "Bearer no-such-token", 401, "Invalid or missing token")),
                Point.better(
                        5, "the word bearer counts in any case", "200 for `bearer TOKEN`", AuthPoints::lowerCaseScheme),
                Point.better(
                        6,
                        "who may call is asked before the body is parsed, and the body is not echoed",
                        "403 for broken JSON without Authorization",
                        AuthPoints::brokenJsonWithoutToken),
                Point.must(
                        7,
                        "manifest, description and logo need no token",
                        "200 for each",
                        AuthPoints::documentsWithoutToken),
                Point.better(
                                8,
                                "a token without the right to change anything may query only",
                                "200 for a query; 403 for upsert and delete",
                                AuthPoints::readOnlyToken)
                        .part("rights"),
                Point.unseen(
                                8,
                                Level.BETTER,
                                "tokens are compared in constant time",
                                "times over a network say nothing about a comparison")
                        .part("comparison"),
                Point.ofClients(9, "one type of error for 401 and 403"));
    }

    private static void withoutToken(Probe probe) throws IOException {
        probe.requireToken();
        List<Call> calls = List.of(
                probe.call("POST", "/query").json(NO_QUERIES),
                probe.call("POST", "/upsert").json("{\"documents\":[]}"),
                probe.call("POST", "/upsert-file").form(new Form().text("A heron waits.")),
                probe.call("DELETE", "/delete").json("{}"));
        for (Call call : calls) {
            call.anonymous().send().refuses(403, "Not authenticated");
        }
    }

    private static void refused(Probe probe, String authorization, int status, String detail) throws IOException {
        probe.requireToken();
        probe.call("POST", "/query")
                .json(NO_QUERIES)
                .authorization(authorization, authorization)
                .send()
                .refuses(status, detail);
    }

    private static void lowerCaseScheme(Probe probe) throws IOException {
        probe.requireToken();
        probe.call("POST", "/query")
                .json(NO_QUERIES)
                .authorization("bearer " + probe.token(), "bearer TOKEN")
                .send()
                .is(200);
    }

    private static void brokenJsonWithoutToken(Probe probe) throws IOException {
        probe.requireToken();
        Answer answer = probe.call("POST", "/query")
                .json("{\"queries\": [heronwasheard")
                .anonymous()
                .send();
        answer.refuses(403, "Not authenticated").meets(!answer.text().contains("heronwasheard"));
    }

    private static void documentsWithoutToken(Probe probe) throws IOException {
        for (String name : List.of("ai-plugin.json", "openapi.yaml", "logo.png")) {
            probe.call("GET", "/.well-known/" + name).anonymous().send().is(200);
        }
    }

    private static void readOnlyToken(Probe probe) throws IOException {
        probe.requireToken();
        String authorization = "Bearer " + probe.requireReadOnlyToken();
        probe.call("POST", "/query")
                .json(NO_QUERIES)
                .authorization(authorization, "READ-ONLY TOKEN")
                .send()
                .is(200);
        probe.call("POST", "/upsert")
                .json("{\"documents\":[]}")
                .authorization(authorization, "READ-ONLY TOKEN")
                .send()
                .is(403);
        probe.call("DELETE", "/delete")
                .json("{\"ids\":[\"" + probe.own("none") + "\"]}")
                .authorization(authorization, "READ-ONLY TOKEN")
                .send()
                .is(403);
    }
}
