package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.server.Transcripts.Seen;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Sends what was sent to the original server and compares the answers. Each is equal, or named in the table of deliberate differences
 * with the number of the checklist by which it differs; an entry of the table that no longer differs fails too. The table is a page of the
 * documents.
 *
 * <p>Equal means: status, content type, {@code Allow}, and JSON, where generated ids stand for each other, scores may differ in the sixth
 * place, results of one score may change places, and results carry a {@code source_id} more, which the client of LlamaIndex reads. Of
 * binary files the transcripts have only the head: whole ones of ours go in their place.
 */
class ReplayTest {

    private static final Path PAGE = Path.of("../docs/plugin-differences.md");

    /** Ids that the server makes are random, so such results may also come as the original gave them. */
    private static final String TIES = "38: results of one score come by id";

    private static final Map<Integer, String> DIFFERENCES = new TreeMap<>(Map.ofEntries(
            Map.entry(4, "5: the word bearer in any case"),
            Map.entry(
                    26,
                    "60: the body is not echoed, and the words are those of our parser; place and type are the same"),
            Map.entry(31, "25: texts of up to five characters are stored"),
            Map.entry(52, "44: url is a condition, and does not widen the filter"),
            Map.entry(53, TIES),
            Map.entry(61, TIES),
            Map.entry(62, "42: a date that is none is refused, not taken for the present"),
            Map.entry(65, TIES),
            Map.entry(82, "54: parameters of the content type are no hindrance"),
            Map.entry(83, "54: without a content type, name and content decide"),
            Map.entry(88, "54: HTML is read too"),
            Map.entry(89, "54: JSON is read too"),
            Map.entry(92, "59: nothing inside is told"),
            Map.entry(101, "54: a broken file is 422 in JSON"),
            Map.entry(115, "71: POST is a synonym"),
            Map.entry(116, "66: a filter without a condition is 400"),
            Map.entry(124, "73: addresses are those of this server"),
            Map.entry(125, "74, 75: more is described, as application/yaml"),
            Map.entry(131, "74: nulls and all answers are described"),
            Map.entry(133, "page: the page for people is ours, and loads nothing from elsewhere"),
            Map.entry(136, "43: no date stays no date"),
            Map.entry(137, "40: a document without source has not the source that is asked for"),
            Map.entry(139, "40: a percent sign is a percent sign"),
            Map.entry(140, "43: a date is answered as it was sent"),
            Map.entry(142, "36: top_k below 1 is refused"),
            Map.entry(145, "43: a date is answered as it was sent"),
            Map.entry(146, "40: a quote is a quote"),
            Map.entry(148, "47: a failed request does not harm the next"),
            Map.entry(151, "66: a filter without a condition deletes nothing"),
            Map.entry(154, "43, 68: a date is answered as it was sent, and a filter by source deletes"),
            Map.entry(157, "42: a day that there is not is refused by name"),
            Map.entry(158, "36: top_k below 1 is refused"),
            Map.entry(160, "47: a failed request does not harm the next"),
            Map.entry(163, "75: application/yaml"),
            Map.entry(164, "75: image/png")));

    /** What the exchanges that were left out did to the store, as the specification tells; sent before the exchange of this number. */
    private static final Map<Integer, String> BEFORE = Map.of(
            43, "POST /upsert {\"documents\":[{\"id\":\"long\",\"text\":\" \"}]}",
            112, "DELETE /delete {\"ids\":[\"doc-1\"]}",
            136,
                    "POST /upsert {\"documents\":["
                            + "{\"id\":\"doc-1\",\"text\":\"The quick brown fox jumps over the lazy dog.\",\"metadata\":{\"source\":\"email\","
                            + "\"source_id\":\"s-1\",\"url\":\"http://example.com/1\",\"created_at\":\"2023-03-05T10:00:00Z\",\"author\":\"Alice\"}},"
                            + "{\"id\":\"doc-2\",\"text\":\"Green toads are basically red frogs.\",\"metadata\":{\"source\":\"chat\","
                            + "\"created_at\":\"2022-02-02\",\"author\":\"Bob\"}},"
                            + "{\"id\":\"doc-3\",\"text\":\"A fox without metadata.\"}]}",
            145, "DELETE /delete {\"ids\":[\"doc-3\"]}",
            154, "DELETE /delete {\"filter\":{\"source\":\"email\"}}");

    private final ObjectMapper mapper = new ObjectMapper();

    /** Ids that the original generated, and ours for the same document. */
    private final Map<String, String> ours = new HashMap<>();

    /** An exchange that came out as the table says. */
    private record Row(Seen seen, int status, String named) {
        @Override
        public String toString() {
            int original = seen.response().path("status").asInt();
            String request = seen.request().path("method").asText() + " "
                    + seen.request().path("path").asText();
            String[] why = named.split(": ", 2);
            return "| " + seen.number() + " | `" + request + "` | "
                    + seen.name().replace("|", "\\|") + " | "
                    + (original == status ? "" + status : original + ", here " + status) + " | " + why[0] + " | "
                    + why[1]
                    + " |";
        }
    }

    @Test
    void servers_areEqualButForWhatIsNamedAsThePageSays() throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> surprises = new ArrayList<>();
        try (TestServer server = TestServer.start(new BagOfWords(), "chunking", "compatible")) {
            replay(server, Transcripts.exchanges(1, 160), rows, surprises);
        }
        try (TestServer server =
                TestServer.start(new BagOfWords(), "auth", "none", "cors", "local", "cors-private-network", "true")) {
            replay(server, Transcripts.exchanges(161, 168), rows, surprises);
        }

        assertThat(surprises).as("exchanges that differ and are not named").isEmpty();
        assertThat(rows).extracting(row -> row.seen().number()).containsExactlyElementsOf(DIFFERENCES.keySet());
        String page = HEAD + rows.stream().map(Row::toString).collect(Collectors.joining("\n")) + "\n";
        if (Boolean.getBoolean("lectern.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("%s must be the table of the replay; write it anew with -Dlectern.write-docs=true", PAGE)
                .hasContent(page);
    }

    private void replay(TestServer server, List<Seen> exchanges, List<Row> rows, List<String> surprises) {
        for (Seen seen : exchanges) {
            if (BEFORE.containsKey(seen.number())) {
                String[] request = BEFORE.get(seen.number()).split(" ", 3);
                server.send(server.request(request[1])
                        .method(request[0], BodyPublishers.ofString(request[2]))
                        .build());
            }
            if (seen.number() < 134) {
                supplyMissing(server, seen);
            }
            Answer answer = send(server, seen);
            String difference = difference(seen, answer);
            String named = DIFFERENCES.get(seen.number());
            if (named == null) {
                surprises.addAll(difference.isEmpty() ? List.of() : List.of(seen + ": " + difference));
                continue;
            }
            rows.add(new Row(seen, answer.status(), named));
            if (difference.isEmpty() && !named.equals(TIES)) {
                surprises.add(seen + ": is equal, but named as different by " + named);
            } else if (named.startsWith("page") && !difference.startsWith("text")) {
                surprises.add(seen + ": may differ in its text alone, but " + difference);
            }
        }
    }

    private static final String HEAD = """
            # Differences from the original server

            The original server of the ChatGPT Retrieval Plugin API was sent 168 requests, and what it answered was kept; 112 of these exchanges are
            part of the tests of the module `server`. A test sends each of them to `lectern-server` and compares status, headers and JSON. They
            are equal but for those below, each for a reason. The number in the column *by* is a point of the checklist in
            [plugin-conformance.md](plugin-conformance.md), and *page* a page for people. Equal leaves room for ids that a server makes, for
            scores in the sixth place, for the order of results with one score, and for the `source_id` that our results carry beside their metadata, which
            the client of LlamaIndex reads. Of PDF and Office files the exchanges have only the head; whole files of ours went in their place.

            The table is written by the test, which fails when it is not current.

            | exchange | request | what it tries | status | by | difference |
            |---|---|---|---|---|---|
            """;

    /** Stores documents that the answer has and that were stored by an exchange which is not among these. */
    private void supplyMissing(TestServer server, Seen seen) {
        for (JsonNode result : seen.response().at("/json/results")) {
            for (JsonNode chunk : result.path("results")) {
                String id = chunk.at("/metadata/document_id").asText();
                if (!ours.containsKey(id) && server.store().nodes(id).isEmpty()) {
                    ObjectNode body = mapper.createObjectNode();
                    ObjectNode document = body.putArray("documents").addObject().put("id", id);
                    document.set("text", chunk.path("text"));
                    document.set("metadata", chunk.path("metadata"));
                    server.post("/upsert", body.toString());
                }
            }
        }
    }

    private Answer send(TestServer server, Seen seen) {
        JsonNode request = seen.request();
        HttpRequest.Builder builder = server.plain(request.path("path").asText());
        request.path("headers").properties().forEach(header -> {
            if (!header.getKey().equals("Content-Type")
                    || !header.getValue().asText().startsWith("multipart")) {
                builder.header(header.getKey(), header.getValue().asText());
            }
        });
        return server.send(builder.method(request.path("method").asText(), body(request, builder))
                .build());
    }

    private BodyPublisher body(JsonNode request, HttpRequest.Builder builder) {
        JsonNode body = request.path("body");
        if (body.isTextual()) {
            String text = body.asText();
            for (Map.Entry<String, String> id : ours.entrySet()) {
                text = text.replace(id.getKey(), id.getValue());
            }
            return BodyPublishers.ofString(text);
        } else if (body.isObject()) {
            Form form = new Form();
            JsonNode file = body.path("file");
            if (file.isObject()) {
                String name = file.path("filename").asText();
                byte[] head = file.path("head").asText().getBytes(StandardCharsets.UTF_8);
                form.file(
                        name,
                        file.path("content_type").isNull()
                                ? null
                                : file.path("content_type").asText(),
                        name.startsWith("document.") ? SmallFiles.named(name, "This is a test word document") : head);
            }
            if (body.path("metadata").isTextual()) {
                form.field("metadata", body.path("metadata").asText());
            }
            builder.header("Content-Type", form.contentType());
            return form.publisher();
        }
        return BodyPublishers.noBody();
    }

    /** Returns what differs; empty for nothing. */
    private String difference(Seen seen, Answer answer) {
        JsonNode expected = seen.response();
        if (answer.status() != expected.path("status").asInt()) {
            return "status " + answer.status() + " for " + expected.path("status") + ": " + answer.text();
        }
        String type = expected.at("/headers/content-type").asText();
        if (!answer.header("Content-Type").equals(type)) {
            return "content type " + answer.header("Content-Type") + " for " + type;
        }
        String allow = expected.at("/headers/allow").asText();
        if (!answer.header("Allow").equals(allow)) {
            return "allow " + answer.header("Allow") + " for " + allow;
        }
        if (expected.has("json")) {
            return jsonDifference(expected.path("json"), answer.json());
        }
        return expected.path("text").asText().equals(answer.text()) ? "" : "text " + answer.text();
    }

    private String jsonDifference(JsonNode expected, JsonNode actual) {
        learnIds(expected.path("ids"), actual.path("ids"));
        JsonNode left = normal(expected);
        JsonNode right = normal(actual);
        return left.equals(right) ? "" : right + " for " + left;
    }

    /** An id of the original's making stands for ours at the same place. */
    private void learnIds(JsonNode expected, JsonNode actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (expected.get(i).asText().matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-.*")) {
                ours.put(expected.get(i).asText(), actual.get(i).asText());
            }
        }
    }

    private JsonNode normal(JsonNode tree) {
        String text = tree.toString();
        for (Map.Entry<String, String> id : ours.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        try {
            JsonNode copy = mapper.readTree(text);
            copy.path("results").forEach(result -> {
                if (result.path("results") instanceof ArrayNode chunks) {
                    chunks.forEach(chunk -> {
                        ((ObjectNode) chunk).remove("source_id");
                        ((ObjectNode) chunk)
                                .put("score", Math.round(chunk.path("score").asDouble() * 1e6));
                    });
                    sortWithinScores(chunks);
                }
            });
            return copy;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void sortWithinScores(ArrayNode chunks) {
        List<JsonNode> sorted = new ArrayList<>();
        chunks.forEach(sorted::add);
        sorted.sort((a, b) -> {
            int byScore = Long.compare(b.path("score").asLong(), a.path("score").asLong());
            return byScore != 0
                    ? byScore
                    : a.path("id").asText().compareTo(b.path("id").asText());
        });
        chunks.removeAll();
        sorted.forEach(chunks::add);
    }
}
