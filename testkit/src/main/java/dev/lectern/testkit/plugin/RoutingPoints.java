package dev.lectern.testkit.plugin;

import java.io.IOException;
import java.util.List;

/** Points 58 to 64: errors, and what is not there. Stateless. */
final class RoutingPoints {

    private static final String QUERY = "{\"queries\":[]}";

    private RoutingPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        58,
                        "a failure inside is told without what is inside",
                        "500 `Internal Service Error`; or 429, 502, 503 with Retry-After and a text as detail",
                        RoutingPoints::failure),
                Point.better(
                        59, "a failed upload is told in the same way", "the same as 58", RoutingPoints::failedUpload),
                Point.must(
                        60,
                        "broken JSON is refused",
                        "422 `value_error.jsondecode`, loc body and the offset",
                        RoutingPoints::brokenJson),
                Point.better(
                        60, "broken JSON is not echoed", "422 without the text that was sent", RoutingPoints::noEcho),
                Point.must(
                        61,
                        "no body, a list, or a type that is not JSON is refused; `+json` and a charset are taken",
                        "422 `body value_error.missing`, `body type_error.dict` twice; 200 twice",
                        RoutingPoints::bodies),
                Point.must(
                        62,
                        "a wrong method and an unknown path are refused in JSON",
                        "405 with Allow, 404; `detail` in both",
                        RoutingPoints::routes),
                Point.ofClients(63, "faults of both shapes, and detail as text or list, are read"),
                Point.ofClients(64, "only what may come twice is sent again, and only after 429, 502 to 504"));
    }

    private static void failure(Probe probe) throws IOException {
        String failing = Probe.quote(probe.requireFailingText());
        requireFailure(probe.upsert("{\"documents\":[{\"id\":\"" + probe.own("d") + "\",\"text\":" + failing + "}]}"));
        requireFailure(probe.query("{\"queries\":[{\"query\":" + failing + "}]}"));
    }

    private static void failedUpload(Probe probe) throws IOException {
        Form form = new Form().text(probe.requireFailingText());
        requireFailure(probe.call("POST", "/upsert-file").form(form).send());
    }

    private static void requireFailure(Answer answer) {
        if (List.of(429, 502, 503).contains(answer.status())) {
            answer.meets(answer.json().path("detail").isTextual()
                    && !answer.header("Retry-After").isEmpty());
        } else {
            answer.refuses(500, "Internal Service Error");
        }
    }

    private static Answer sendBroken(Probe probe) throws IOException {
        return probe.query("{\"queries\": [heronwasheard");
    }

    private static void brokenJson(Probe probe) throws IOException {
        Answer answer = sendBroken(probe);
        answer.is(422)
                .meets(answer.at("/detail/0/type").equals("value_error.jsondecode")
                        && answer.at("/detail/0/loc/0").equals("body")
                        && answer.json().at("/detail/0/loc/1").isNumber());
    }

    private static void noEcho(Probe probe) throws IOException {
        Answer answer = sendBroken(probe);
        answer.is(422).meets(!answer.text().contains("heronwasheard"));
    }

    private static void bodies(Probe probe) throws IOException {
        probe.call("POST", "/query").send().faults("body value_error.missing");
        probe.query("[]").faults("body type_error.dict");
        probe.call("POST", "/query").json(QUERY).typed("text/plain").send().faults("body type_error.dict");
        for (String type : List.of("application/vnd.api+json", "application/json; charset=utf-8")) {
            probe.call("POST", "/query").json(QUERY).typed(type).send().is(200);
        }
    }

    private static void routes(Probe probe) throws IOException {
        Answer wrong = probe.get("/query");
        wrong.is(405)
                .meets(wrong.header("Allow").contains("POST")
                        && wrong.json().path("detail").isTextual());
        Answer unknown = probe.get("/" + probe.own("path"));
        unknown.is(404).meets(unknown.json().path("detail").isTextual());
    }
}
