package dev.lectern.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.server.FaultyProxy.Fault;
import dev.lectern.server.FaultyProxy.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What servers of this API could do wrong, as rules of a proxy before one that does it right. Stateless. */
final class ConformanceFaults {

    private static final String QUERY = "POST /query";
    private static final String UPSERT = "POST /upsert";
    private static final String UPLOAD = "POST /upsert-file";
    private static final String DELETE = "DELETE /delete";
    private static final String OPENAPI = "GET /.well-known/openapi.yaml";
    private static final String NOTHING_FOUND = "{\"results\":[{\"query\":\"heron\",\"results\":[]}]}";
    private static final String NO_IDS = "{\"ids\":[]}";
    private static final String DONE = "{\"success\":true}";

    /** What a deletion of everything, and no other request, says. */
    private static final String EVERYTHING = "{\"delete_all\":true}";

    private ConformanceFaults() {}

    /**
     * Something done wrong.
     *
     * @param what a server does
     * @param points the keys of the points that notice it
     */
    record Case(String what, Fault fault, Set<String> points) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(ofAuthentication());
        cases.addAll(ofUpserts());
        cases.addAll(ofChunks());
        cases.addAll(ofQueries());
        cases.addAll(ofFilters());
        cases.addAll(ofUploads());
        cases.addAll(ofErrors());
        cases.addAll(ofDeletions());
        cases.addAll(ofDescriptions());
        return cases;
    }

    private static List<Case> ofAuthentication() {
        return List.of(
                wrong("asks for a token by 401", answers(is(UPLOAD).and(anonymous()), status(401)), "1 MUST"),
                wrong("calls a missing token a wrong one", answers(authorized("Bearer"), status(401)), "2 MUST"),
                wrong("calls another scheme a wrong token", answers(authorized("Basic .*"), status(401)), "3 MUST"),
                wrong("forbids a wrong token", answers(authorized("Bearer no-such-token"), status(403)), "4 MUST"),
                wrong("knows Bearer with a capital only", instead(authorized("bearer .*"), 401, "{}"), "5 BETTER"),
                wrong(
                        "parses before it asks who is there",
                        instead(says("heronwasheard").and(anonymous()), 422, "{\"detail\":[]}"),
                        "6 BETTER"),
                wrong("hides the logo", instead(is("GET /.well-known/logo.png").and(anonymous()), 403, "{}"), "7 MUST"),
                wrong(
                        "lets readers delete",
                        instead(is(DELETE).and(authorized("Bearer onlyreading")), 200, DONE),
                        "8 rights BETTER"));
    }

    private static List<Case> ofUpserts() {
        return List.of(
                wrong(
                        "answers 201",
                        answers(is(UPSERT).and(says("\"created_at\":\"2023-03-05\",\"author\":\"Ada\"")), status(201)),
                        "10 MUST"),
                wrong(
                        "numbers documents without id",
                        answers(is(UPSERT).and(says("\"id\":null")), instead200(200, "{\"ids\":[\"1\",\"2\",\"3\"]}")),
                        "11 MUST"),
                wrong("keeps the first of one id", asked(is(UPSERT), ConformanceFaults::withoutLaterOnes), "12 MUST"),
                wrong(
                        "takes a missing text for an empty one",
                        instead(says("{\"documents\":[{\"id\":\"x\"}]}"), 200, NO_IDS),
                        "13 MUST"),
                wrong(
                        "takes a null text for a missing one",
                        replaced(
                                says("{\"documents\":[{\"text\":null}]}"),
                                "type_error.none.not_allowed",
                                "value_error.missing"),
                        "14 MUST"),
                wrong("does not say which sources there are", replaced(is(UPSERT), "enum_values", "values"), "15 MUST"),
                wrong(
                        "makes texts of digits numbers",
                        chunks(chunk -> setWhere(chunk, "created_at", "1672531200", LongNode.valueOf(1672531200))),
                        "16 MUST"),
                wrong(
                        "refuses no documents",
                        answers(is(UPSERT).and(says("{\"documents\":[]}")), instead200(422, "{\"detail\":[]}")),
                        "17 MUST"),
                wrong(
                        "takes null documents for missing ones",
                        replaced(says("{\"documents\":null}"), "type_error.none.not_allowed", "value_error.missing"),
                        "18 MUST"),
                wrong("tells one fault at a time", answers(is(UPSERT), ConformanceFaults::withOneFault), "19 MUST"),
                wrong(
                        "counts chunks from 1",
                        chunks(chunk ->
                                chunk.put("id", nextNumber(chunk.path("id").asText()))),
                        "20 MUST"),
                wrong("leaves chunks of longer versions", new LeftChunks(), "21 MUST"),
                wrong("merges metadata of versions", new MergedMetadata(), "22 MUST"),
                wrong(
                        "ignores a blank version",
                        instead(is(UPSERT).and(says("\"text\":\" \\n\"")), 200, NO_IDS),
                        "23 MUST"),
                wrong("deletes before it embeds", ConformanceFaults::deletingFirst, "24 BETTER"),
                wrong(
                        "drops short texts",
                        instead(is(UPSERT).and(says("\"text\":\"heron\"")), 200, NO_IDS),
                        "25 BETTER"));
    }

    private static List<Case> ofChunks() {
        return List.of(
                wrong(
                        "keeps line breaks",
                        replaced(is(QUERY), "A first heron and a second", "A first heron\\nand a second"),
                        "27 MUST"),
                wrong(
                        "loses what follows a point",
                        asked(is(UPSERT), request -> request.replacing("see example.com for", "see example. for")),
                        "28 BETTER"),
                wrong(
                        "breaks characters in two",
                        chunks(chunk ->
                                chunk.put("text", chunk.path("text").asText().replace("\uD83E\uDD96", "\uFFFD"))),
                        "29 BETTER"),
                wrong(
                        "takes any number of chunks",
                        instead(request -> request.body().length > 5_000_000, 200, NO_IDS),
                        "30 BETTER"));
    }

    private static List<Case> ofQueries() {
        return List.of(
                wrong("answers in another order", answers(is(QUERY), ConformanceFaults::turned), "32 MUST"),
                wrong(
                        "answers what nobody asked",
                        answers(is(QUERY).and(says("{\"queries\":[]}")), instead200(200, NOTHING_FOUND)),
                        "33 MUST"),
                wrong(
                        "ignores numbers in quotes",
                        asked(is(QUERY), request -> request.replacing(",\"top_k\":\"2\"", "")),
                        "34 MUST"),
                wrong("refuses a null top_k", instead(says("\"top_k\":null"), 422, "{\"detail\":[]}"), "35 MUST"),
                wrong("finds nothing by top_k 0", instead(says("\"top_k\":0"), 200, NOTHING_FOUND), "36 BETTER"),
                wrong("leaves the embedding out", chunks(chunk -> chunk.remove("embedding")), "37 MUST"),
                wrong("leaves nulls out", chunks(ConformanceFaults::withoutNulls), "22 MUST", "37 MUST", "51 MUST"),
                wrong(
                        "drops metadata but the document",
                        chunks(chunk -> ((ObjectNode) chunk.path("metadata")).retain("document_id")),
                        "16 MUST",
                        "22 MUST",
                        "37 MUST",
                        "43 BETTER",
                        "50 MUST",
                        "51 MUST",
                        "53 BETTER"),
                wrong("puts the worst first", eachResult(ConformanceFaults::turn), "38 MUST", "38 BETTER"),
                wrong(
                        "gives distances for scores",
                        chunks(chunk ->
                                chunk.put("score", 1 - chunk.path("score").asDouble())),
                        "38 BETTER"),
                wrong(
                        "says null for nothing found",
                        answers(is(QUERY), answer -> answer.replacing("\"results\":[]}]}", "\"results\":null}]}")),
                        "45 MUST"),
                wrong(
                        "has no sub-application",
                        instead(is("POST /sub/query"), 404, "{\"detail\":\"Not Found\"}"),
                        "46 MUST"));
    }

    private static List<Case> ofFilters() {
        return List.of(
                wrong(
                        "does not filter by source",
                        asked(is(QUERY), request -> request.replacing("\"source\":\"email\",", "")),
                        "39 MUST"),
                wrong(
                        "takes % for a pattern",
                        asked(is(QUERY), request -> request.replacing("\"author\":\"%\",", "")), "40 BETTER"),
                wrong("leaves the last moment out", asked(is(QUERY), ConformanceFaults::endingEarlier), "41 MUST"),
                wrong("takes any word for now", instead(says("\"yesterday\""), 200, NOTHING_FOUND), "42 BETTER"),
                wrong(
                        "turns dates into those of UTC",
                        replaced(is(QUERY), "2023-03-05T10:00:00.5+01:00", "2023-03-05T09:00:00.500Z"),
                        "43 BETTER"),
                wrong("does not filter by url", asked(is(QUERY), ConformanceFaults::withoutUrl), "44 query BETTER"),
                wrong(
                        "deletes everything where it does not know a member",
                        asked(is(DELETE).and(says("{\"filter\":{\"heron\":\"x\"}}")), ConformanceFaults::ofEverything),
                        "44 deletion BETTER"));
    }

    private static List<Case> ofUploads() {
        List<Case> cases = new ArrayList<>(List.of(
                wrong(
                        "knows no source of uploads",
                        chunks(chunk -> setWhere(chunk, "source", "file", NullNode.getInstance())),
                        "50 MUST",
                        "53 BETTER"),
                wrong(
                        "ignores the metadata of the form",
                        asked(is(UPLOAD), request -> request.replacing("name=\"metadata\"", "name=\"other\"")),
                        "51 MUST",
                        "53 BETTER"),
                wrong(
                        "calls a form without file a bad request",
                        answers(
                                is(UPLOAD)
                                        .and(says("name=\"file\"").negate())
                                        .and(anonymous().negate()),
                                status(400)),
                        "52 MUST"),
                wrong(
                        "passes over bad metadata in silence",
                        answers(is(UPLOAD), answer -> answer.withoutHeader("Lectern-Ignored-Metadata")),
                        "53 BETTER"),
                wrong("breaks at a picture", answers(says("image/png"), status(500)), "54 BETTER"),
                wrong(
                        "ignores the id of the form",
                        asked(is(UPLOAD), request -> request.replacing("name=\"id\"", "name=\"other\"")),
                        "55 BETTER")));
        for (String ending : List.of("pdf", "txt", "md", "docx", "csv", "pptx")) {
            cases.add(wrong(
                    "does not read " + ending,
                    answers(is(UPLOAD).and(says("filename=\"a." + ending + "\"")), instead200(415, "{}")),
                    "56 " + ending + " MUST"));
        }
        return cases;
    }

    private static List<Case> ofErrors() {
        UnaryOperator<Message> leaking = answer -> answer.status() == 500
                ? Message.json(500, "{\"detail\":\"EmbedException: Could not embed a text\"}")
                : answer;
        return List.of(
                wrong("tells what is inside", answers(is(QUERY), leaking), "58 MUST"),
                wrong("tells what is inside after an upload", answers(is(UPLOAD), leaking), "59 BETTER"),
                wrong(
                        "has another name for broken JSON",
                        replaced(is(QUERY), "value_error.jsondecode", "json_invalid"),
                        "60 MUST"),
                wrong(
                        "echoes broken JSON",
                        replaced(
                                is(QUERY),
                                "\"value_error.jsondecode\"",
                                "\"value_error.jsondecode\",\"doc\":\"heronwasheard\""),
                        "60 BETTER"),
                wrong(
                        "reads JSON that is called text",
                        asked(
                                is(QUERY),
                                request -> request.header("Content-Type").equals("text/plain")
                                        ? request.withHeader("Content-Type", "application/json")
                                        : request),
                        "61 MUST"),
                wrong(
                        "does not say which methods there are",
                        answers(is("GET /query"), answer -> answer.withoutHeader("Allow")),
                        "62 MUST"));
    }

    private static List<Case> ofDeletions() {
        return List.of(
                wrong(
                        "says something else of nothing named",
                        replaced(is(DELETE), "is required", "is missing"),
                        "65 MUST"),
                wrong(
                        "deletes everything by an empty filter",
                        asked(says("{\"filter\":{}}"), ConformanceFaults::ofEverything),
                        "66 BETTER"),
                wrong(
                        "finds fault with unknown ids",
                        answers(is(DELETE).and(matches("\\{\"ids\":\\[\"[^,]*-none\"]}")), instead200(404, "{}")),
                        "67 MUST"),
                wrong(
                        "does not delete by filter",
                        instead(is(DELETE).and(matches("\\{\"filter\":\\{\"author\".*")), 200, DONE),
                        "68 MUST"),
                wrong("does not delete everything", instead(says(EVERYTHING), 200, DONE), "69 MUST"),
                wrong(
                        "takes ids rather than the filter",
                        asked(is(DELETE), request -> request.withJson(withoutFilterBesideIds(request.json()))),
                        "70 BETTER"),
                wrong(
                        "deletes by DELETE alone",
                        instead(is("POST /delete"), 405, "{\"detail\":\"Method Not Allowed\"}"),
                        "71 BETTER"));
    }

    private static List<Case> ofDescriptions() {
        return List.of(
                wrong(
                        "gives its address without host",
                        answers(is("GET /.well-known/ai-plugin.json"), ConformanceFaults::withRelativeUrl),
                        "73 MUST"),
                wrong("names the operation otherwise", replaced(is(OPENAPI), "query_query_post", "query"), "74 MUST"),
                wrong("describes no nulls", replaced(is(OPENAPI), "nullable: true", "nullable: false"), "74 BETTER"),
                wrong(
                        "sends again what did not change",
                        asked(request -> true, request -> request.withoutHeader("If-None-Match")),
                        "75 MUST"),
                wrong(
                        "calls the description a text",
                        answers(is(OPENAPI), answer -> answer.withHeader("Content-Type", "text/yaml")),
                        "75 BETTER"),
                wrong(
                        "lets any page call",
                        answers(is(QUERY), answer -> answer.withHeader("Access-Control-Allow-Origin", "*")),
                        "76 default BETTER"),
                wrong(
                        "describes what it adds",
                        replaced(is(OPENAPI), "\npaths:\n", "\npaths:\n  /documents:\n    get: {}\n"),
                        "79 description BETTER"),
                wrong(
                        "has no health",
                        instead(is("GET /health"), 404, "{\"detail\":\"Not Found\"}"),
                        "79 health BETTER"));
    }

    private static Case wrong(String what, Fault fault, String... points) {
        return new Case(what, fault, Set.of(points));
    }

    // Which requests.

    private static Predicate<Message> is(String start) {
        return request -> request.start().equals(start);
    }

    private static Predicate<Message> says(String text) {
        return request -> request.text().contains(text);
    }

    private static Predicate<Message> matches(String body) {
        return request -> request.text().matches(body);
    }

    private static Predicate<Message> anonymous() {
        return request -> request.header("Authorization").isEmpty();
    }

    private static Predicate<Message> authorized(String pattern) {
        return request -> request.header("Authorization").matches(pattern);
    }

    // What becomes of them.

    private static Fault instead(Predicate<Message> when, int status, String body) {
        return (request, server) -> when.test(request) ? Message.json(status, body) : server.ask(request);
    }

    private static Fault asked(Predicate<Message> when, UnaryOperator<Message> change) {
        return (request, server) -> server.ask(when.test(request) ? change.apply(request) : request);
    }

    private static Fault answers(Predicate<Message> when, UnaryOperator<Message> change) {
        return (request, server) -> {
            Message answer = server.ask(request);
            return when.test(request) ? change.apply(answer) : answer;
        };
    }

    private static Fault replaced(Predicate<Message> when, String text, String by) {
        return answers(when, answer -> answer.replacing(text, by));
    }

    private static UnaryOperator<Message> status(int status) {
        return answer -> answer.withStart(String.valueOf(status));
    }

    /** Answers something else where the server has no fault to find. */
    private static UnaryOperator<Message> instead200(int status, String text) {
        return answer -> answer.status() == 200 ? Message.json(status, text) : answer;
    }

    private static Fault eachResult(Consumer<ArrayNode> change) {
        return answers(request -> request.start().endsWith("/query"), answer -> {
            if (answer.status() != 200) {
                return answer;
            }
            JsonNode body = answer.json();
            body.path("results").forEach(result -> change.accept((ArrayNode) result.path("results")));
            return answer.withJson(body);
        });
    }

    private static Fault chunks(Consumer<ObjectNode> change) {
        return eachResult(result -> result.forEach(chunk -> change.accept((ObjectNode) chunk)));
    }

    // How what is asked and answered is changed.

    private static void setWhere(ObjectNode chunk, String name, String value, JsonNode changed) {
        ObjectNode metadata = (ObjectNode) chunk.path("metadata");
        if (metadata.path(name).asText().equals(value)) {
            metadata.set(name, changed);
        }
    }

    private static void withoutNulls(ObjectNode chunk) {
        ((ObjectNode) chunk.path("metadata"))
                .properties()
                .removeIf(member -> member.getValue().isNull());
    }

    private static void turn(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        Collections.reverse(elements);
        array.removeAll().addAll(elements);
    }

    private static Message turned(Message answer) {
        if (answer.status() != 200) {
            return answer;
        }
        JsonNode body = answer.json();
        turn((ArrayNode) body.path("results"));
        return answer.withJson(body);
    }

    private static String nextNumber(String chunkId) {
        int end = chunkId.lastIndexOf('_') + 1;
        return chunkId.substring(0, end) + (Integer.parseInt(chunkId.substring(end)) + 1);
    }

    private static Message withOneFault(Message answer) {
        if (answer.status() != 422) {
            return answer;
        }
        JsonNode body = answer.json();
        ArrayNode faults = (ArrayNode) body.path("detail");
        while (faults.size() > 1) {
            faults.remove(1);
        }
        return answer.withJson(body);
    }

    private static Message withoutLaterOnes(Message request) {
        if (!request.text().contains("The last heron.")) {
            return request; // only here is one id given twice
        }
        JsonNode body = request.json();
        ((ArrayNode) body.path("documents")).remove(2);
        return request.withJson(body);
    }

    private static Message endingEarlier(Message request) {
        return ofFilters(request, filter -> {
            String end = filter.path("end_date").asText();
            if (end.contains("T")) {
                filter.put("end_date", OffsetDateTime.parse(end).minusNanos(1).toString());
            }
        });
    }

    private static Message withoutUrl(Message request) {
        return ofFilters(request, filter -> filter.remove("url"));
    }

    private static Message ofFilters(Message request, Consumer<ObjectNode> change) {
        if (!request.text().contains("\"filter\":{")) {
            return request;
        }
        JsonNode body = request.json();
        body.path("queries").forEach(query -> change.accept((ObjectNode) query.path("filter")));
        return request.withJson(body);
    }

    private static Message ofEverything(Message request) {
        return new Message(request.start(), request.headers(), EVERYTHING.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode withoutFilterBesideIds(JsonNode deletion) {
        if (!deletion.path("ids").isEmpty()) {
            ((ObjectNode) deletion).remove("filter");
        }
        return deletion;
    }

    private static Message withRelativeUrl(Message answer) {
        if (answer.status() != 200 || answer.body().length == 0) {
            return answer;
        }
        JsonNode manifest = answer.json();
        ((ObjectNode) manifest.path("api")).put("url", "/.well-known/openapi.yaml");
        return answer.withJson(manifest);
    }

    private static Message deletingFirst(Message request, FaultyProxy.Upstream server) throws IOException {
        Message answer = server.ask(request);
        if (is(UPSERT).test(request) && answer.status() >= 500) {
            String ids = "{\"ids\":[" + request.json().at("/documents/0/id") + "]}";
            server.ask(new Message(DELETE, request.headers(), ids.getBytes(StandardCharsets.UTF_8)));
        }
        return answer;
    }

    /** A fault that remembers what was upserted before, one document at a time. */
    private abstract static class Remembering implements Fault {

        final Map<String, JsonNode> before = new ConcurrentHashMap<>();

        @Override
        public Message answer(Message request, FaultyProxy.Upstream server) throws IOException {
            if (!is(UPSERT).test(request) || !request.text().startsWith("{\"documents\":[{\"id\":")) {
                return afterwards(request, server.ask(request));
            }
            JsonNode body = request.json();
            ObjectNode document = (ObjectNode) body.at("/documents/0");
            String id = document.path("id").asText();
            upserting(id, document);
            before.put(id, document);
            return server.ask(request.withJson(body));
        }

        void upserting(String id, ObjectNode document) {}

        Message afterwards(Message request, Message answer) {
            return answer;
        }
    }

    /** Finds a chunk more for a document that was longer once. */
    private static final class LeftChunks extends Remembering {

        private final Set<String> left = ConcurrentHashMap.newKeySet();

        @Override
        void upserting(String id, ObjectNode document) {
            boolean wasLong = before.containsKey(id)
                    && before.get(id).path("text").asText().length() > 2_000;
            if (wasLong && document.path("text").asText().length() < 100) {
                left.add(id);
            }
        }

        @Override
        Message afterwards(Message request, Message answer) {
            if (!is(QUERY).test(request) || answer.status() != 200) {
                return answer;
            }
            JsonNode body = answer.json();
            JsonNode results = body.at("/results/0/results");
            if (left.contains(results.at("/0/metadata/document_id").asText())) {
                ((ArrayNode) results).add(results.get(0));
            }
            return answer.withJson(body);
        }
    }

    /** Keeps what metadata the version before had. */
    private static final class MergedMetadata extends Remembering {

        @Override
        void upserting(String id, ObjectNode document) {
            if (before.containsKey(id) && !document.has("metadata")) {
                document.set("metadata", before.get(id).path("metadata"));
            }
        }
    }
}
