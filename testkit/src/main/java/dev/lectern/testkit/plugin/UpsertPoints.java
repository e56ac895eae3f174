package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Points 10 to 26: how documents are stored. Stateless. */
final class UpsertPoints {

    private static final Pattern RANDOM_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** Several chunks, however they are cut. */
    private static final String LONG_TEXT = "The heron waits by the water and does not move. ".repeat(60);

    private UpsertPoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(10, "a document is stored", "200 `{\"ids\":[its id]}`", UpsertPoints::oneDocument),
                Point.must(
                        11,
                        "a document without id, with null or an empty one gets a new id",
                        "200, three different UUIDs of version 4",
                        UpsertPoints::withoutId),
                Point.must(
                        12,
                        "ids come in the order of the request, each once; of two documents with one id the last stays",
                        "200, two ids; the text of the last",
                        UpsertPoints::sameIdTwice),
                Point.must(
                        13,
                        "a document without text is refused",
                        "422 `body.documents.0.text value_error.missing`",
                        faults("{\"documents\":[{\"id\":\"x\"}]}", "body.documents.0.text value_error.missing")),
                Point.must(
                        14,
                        "a null text is refused",
                        "422 `body.documents.0.text type_error.none.not_allowed`",
                        faults(
                                "{\"documents\":[{\"text\":null}]}",
                                "body.documents.0.text type_error.none.not_allowed")),
                Point.must(
                        15,
                        "a source that there is not is refused",
                        "422 `type_error.enum`, `ctx.enum_values` email, file, chat",
                        UpsertPoints::unknownSource),
                Point.must(
                        16,
                        "numbers are taken for texts, unknown members are ignored",
                        "200; `created_at` comes back as the text `1672531200`",
                        UpsertPoints::numbersForTexts),
                Point.must(
                        17,
                        "no documents are no fault",
                        "200 `{\"ids\":[]}`",
                        probe -> requireNoIds(probe.upsert("{\"documents\":[]}"))),
                Point.must(
                        18,
                        "documents that are missing, null or no list are refused",
                        "422 `value_error.missing`, `type_error.none.not_allowed`, `type_error.list`",
                        UpsertPoints::documentsOfTheWrongKind),
                Point.must(
                        19,
                        "all faults of a request are told, in its order",
                        "422, three faults",
                        faults(
                                "{\"documents\":[{\"text\":null},{\"id\":\"x\"},{\"text\":\"t\",\"metadata\":{\"source\":\"web\"}}]}",
                                "body.documents.0.text type_error.none.not_allowed",
                                "body.documents.1.text value_error.missing",
                                "body.documents.2.metadata.source type_error.enum")),
                Point.must(
                        20,
                        "chunks are named by document and number, and know their document",
                        "chunk ids ID_0, ID_1, ...; `metadata.document_id` ID on each",
                        UpsertPoints::namesOfChunks),
                Point.must(
                        21,
                        "a document replaces its earlier version, chunks and all",
                        "one chunk, with the new text",
                        UpsertPoints::shorterVersion),
                Point.must(
                        22,
                        "a version without metadata has none of the version before",
                        "`author` and `source` null",
                        UpsertPoints::versionWithoutMetadata),
                Point.must(
                        23,
                        "a document that is blank stores nothing, and takes its earlier version away",
                        "200, ids empty (or the id); nothing found",
                        UpsertPoints::blankDocument),
                Point.better(
                        23,
                        "the id of a blank document is listed all the same, and a header names it",
                        "200, ids has it, and a header has it",
                        UpsertPoints::blankDocumentIsListed),
                Point.better(
                        24,
                        "a document that cannot be embedded leaves its earlier version as it was",
                        "an error; the earlier text found",
                        UpsertPoints::failedVersion),
                Point.better(
                        25, "a text of five characters is stored", "200, its id; one chunk", UpsertPoints::shortText),
                Point.ofClients(26, "fewer ids than documents, and ids of chunks, are accepted"));
    }

    private static Point.Trial faults(String body, String... expected) {
        return probe -> probe.upsert(body).faults(expected);
    }

    private static void requireNoIds(Answer answer) {
        answer.is(200).meets(answer.json().path("ids").isArray() && answer.ids().isEmpty());
    }

    private static void oneDocument(Probe probe) throws IOException {
        String id = probe.own("d");
        Answer answer = probe.upsert("{\"documents\":[{\"id\":\"" + id
                + "\",\"text\":\"A heron waits.\",\"metadata\":{\"source\":\"file\",\"source_id\":\"s\",\"url\":\"http://example.com\","
                + "\"created_at\":\"2023-03-05\",\"author\":\"Ada\"}}]}");
        answer.is(200).meets(answer.ids().equals(List.of(id)));
    }

    private static void withoutId(Probe probe) throws IOException {
        Answer answer =
                probe.upsert("{\"documents\":[{\"text\":\"A heron waits.\"},{\"id\":null,\"text\":\"A heron wades.\"},"
                        + "{\"id\":\"\",\"text\":\"A heron wakes.\"}]}");
        List<String> ids = answer.ids();
        answer.is(200)
                .meets(ids.stream().distinct().count() == 3
                        && ids.stream().allMatch(id -> RANDOM_ID.matcher(id).matches()));
    }

    private static void sameIdTwice(Probe probe) throws IOException {
        String a = probe.own("a");
        String b = probe.own("b");
        Answer stored = probe.upsert(("{\"documents\":[{\"id\":\"%s\",\"text\":\"The first heron.\"},"
                        + "{\"id\":\"%s\",\"text\":\"Another heron.\"},{\"id\":\"%s\",\"text\":\"The last heron.\"}]}")
                .formatted(a, b, a));
        stored.is(200).meets(stored.ids().equals(List.of(a, b)));
        Answer found = probe.findDocument(a);
        found.meets(found.chunks().size() == 1
                && found.at("/results/0/results/0/text").equals("The last heron."));
    }

    private static void unknownSource(Probe probe) throws IOException {
        Answer answer = probe.upsert("{\"documents\":[{\"text\":\"t\",\"metadata\":{\"source\":\"web\"}}]}");
        answer.faults("body.documents.0.metadata.source type_error.enum")
                .meets(Answer.texts(answer.json().at("/detail/0/ctx/enum_values"))
                        .equals(List.of("email", "file", "chat")));
    }

    private static void numbersForTexts(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.upsert(
                        "{\"documents\":[{\"id\":\"" + id
                                + "\",\"text\":1234567,\"heron\":true,\"metadata\":{\"created_at\":1672531200,\"heron\":[1]}}],\"more\":1}")
                .is(200);
        Answer found = probe.findDocument(id);
        found.meets(found.at("/results/0/results/0/text").equals("1234567")
                && found.json().at("/results/0/results/0/metadata/created_at").isTextual()
                && found.at("/results/0/results/0/metadata/created_at").equals("1672531200"));
    }

    private static void documentsOfTheWrongKind(Probe probe) throws IOException {
        probe.upsert("{}").faults("body.documents value_error.missing");
        probe.upsert("{\"documents\":null}").faults("body.documents type_error.none.not_allowed");
        probe.upsert("{\"documents\":\"x\"}").faults("body.documents type_error.list");
    }

    private static void namesOfChunks(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.store(id, LONG_TEXT);
        Answer found = probe.findDocument(id);
        List<String> names = found.chunks().stream()
                .map(chunk -> chunk.path("id").asText())
                .sorted()
                .toList();
        found.meets(names.size() > 1 && found.found().stream().allMatch(id::equals));
        for (int i = 0; i < names.size(); i++) {
            found.meets(names.contains(id + "_" + i));
        }
    }

    private static void shorterVersion(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.store(id, LONG_TEXT);
        probe.store(id, "A heron waits.");
        Answer found = probe.findDocument(id);
        found.meets(found.chunks().size() == 1
                && found.at("/results/0/results/0/text").equals("A heron waits."));
    }

    private static void versionWithoutMetadata(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.store(id, "A heron waits.", "{\"source\":\"email\",\"author\":\"Ada\"}");
        probe.upsert("{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"A heron waits.\"}]}")
                .is(200);
        Answer found = probe.findDocument(id);
        JsonNode metadata = found.json().at("/results/0/results/0/metadata");
        found.meets(metadata.path("author").isNull() && metadata.path("source").isNull());
    }

    private static Answer blank(Probe probe) throws IOException {
        String id = probe.own("d");
        probe.store(id, "A heron waits.");
        return probe.upsert("{\"documents\":[{\"id\":\"" + id + "\",\"text\":\" \\n\"}]}")
                .is(200);
    }

    private static void blankDocument(Probe probe) throws IOException {
        Answer answer = blank(probe);
        answer.meets(answer.ids().isEmpty() || answer.ids().equals(List.of(probe.own("d"))));
        Answer found = probe.findDocument(probe.own("d"));
        found.meets(found.chunks().isEmpty());
    }

    private static void blankDocumentIsListed(Probe probe) throws IOException {
        Answer answer = blank(probe);
        answer.meets(answer.ids().equals(List.of(probe.own("d"))) && answer.namesInHeader(probe.own("d")));
    }

    private static void failedVersion(Probe probe) throws IOException {
        String id = probe.own("d");
        String failing = probe.requireFailingText();
        probe.store(id, "A heron waits.");
        Answer answer = probe.upsert(
                "{\"documents\":[{\"id\":\"" + id + "\",\"text\":" + Probe.quote("A heron and " + failing) + "}]}");
        answer.meets(answer.status() >= 400);
        Answer found = probe.findDocument(id);
        found.meets(found.at("/results/0/results/0/text").equals("A heron waits."));
    }

    private static void shortText(Probe probe) throws IOException {
        String id = probe.own("d");
        Answer answer = probe.upsert("{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"heron\"}]}");
        answer.is(200).meets(answer.ids().equals(List.of(id)));
        Answer found = probe.findDocument(id);
        found.meets(found.at("/results/0/results/0/text").equals("heron"));
    }
}
