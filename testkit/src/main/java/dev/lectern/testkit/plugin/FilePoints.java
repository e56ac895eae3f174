package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points 50 to 57: uploads. Stateless. */
final class FilePoints {

    private static final byte[] NOTE = "A heron waits.".getBytes(StandardCharsets.UTF_8);

    private FilePoints() {}

    static List<Point> all() {
        return List.of(
                Point.must(
                        50,
                        "a text file is stored under a new id, with the source file",
                        "200, one id; `source` file",
                        FilePoints::textFile),
                Point.must(
                        51,
                        "the metadata of the form counts; without a source in it there is none",
                        "`source` email with the author; `source` null with the author",
                        FilePoints::metadata),
                Point.must(
                        52,
                        "a form without file is refused",
                        "422 `body.file value_error.missing`",
                        probe -> upload(probe, new Form().field("metadata", "{}"))
                                .faults("body.file value_error.missing")),
                Point.better(
                        53,
                        "metadata that is none is refused, or ignored and a header says so",
                        "422 `body.metadata`, or 200 with a header, and `source` file",
                        FilePoints::badMetadata),
                Point.better(
                        54,
                        "type, name and content decide what a file is; what cannot be read is refused in JSON",
                        "200 with parameters of the type, with octet-stream and without type; 415 for an image; 422 for a broken PDF",
                        FilePoints::types),
                Point.better(
                        55,
                        "a field `id` makes an upload replaceable",
                        "200, that id; the text of the second upload alone",
                        FilePoints::replaced),
                Point.must(56, "PDF is read", "200; a chunk with its text", formatted("a.pdf"))
                        .part("pdf"),
                Point.must(56, "plain text is read", "200; a chunk with its text", formatted("a.txt"))
                        .part("txt"),
                Point.must(56, "Markdown is read", "200; a chunk with its text", formatted("a.md"))
                        .part("md"),
                Point.must(56, "docx is read", "200; a chunk with its text", formatted("a.docx"))
                        .part("docx"),
                Point.must(56, "CSV is read", "200; a chunk with its text", formatted("a.csv"))
                        .part("csv"),
                Point.must(56, "pptx is read", "200; a chunk with its text", formatted("a.pptx"))
                        .part("pptx"),
                Point.ofClients(57, "the part has the bare type; a plain text 500 is a server error"));
    }

    private static Answer upload(Probe probe, Form form) throws IOException {
        return probe.call("POST", "/upsert-file").form(form).send();
    }

    /** Uploads and returns the first chunk of the only document. */
    private static JsonNode chunkOf(Probe probe, Answer uploaded) throws IOException {
        uploaded.is(200).meets(uploaded.ids().size() == 1);
        Answer found = probe.findDocument(uploaded.ids().get(0));
        found.meets(!found.chunks().isEmpty());
        return found.chunks().get(0);
    }

    private static void textFile(Probe probe) throws IOException {
        Answer uploaded = upload(probe, new Form().text("A heron waits."));
        uploaded.meets(chunkOf(probe, uploaded).at("/metadata/source").asText().equals("file"));
    }

    private static void metadata(Probe probe) throws IOException {
        Answer whole = upload(
                probe,
                new Form().text("A heron waits.").field("metadata", "{\"source\":\"email\",\"author\":\"Ada\"}"));
        JsonNode metadata = chunkOf(probe, whole).path("metadata");
        whole.meets(metadata.path("source").asText().equals("email")
                && metadata.path("author").asText().equals("Ada"));
        Answer sourceless = upload(probe, new Form().text("A heron waits.").field("metadata", "{\"author\":\"Ada\"}"));
        metadata = chunkOf(probe, sourceless).path("metadata");
        sourceless.meets(metadata.path("source").isNull()
                && metadata.path("author").asText().equals("Ada"));
    }

    private static void badMetadata(Probe probe) throws IOException {
        for (String bad : List.of("not json", "{\"source\":\"web\"}")) {
            Answer answer = upload(probe, new Form().text("A heron waits.").field("metadata", bad));
            if (answer.status() == 422) {
                answer.meets(answer.text().contains("metadata"));
            } else {
                answer.meets(answer.namesInHeader("metadata"));
                answer.meets(
                        chunkOf(probe, answer).at("/metadata/source").asText().equals("file"));
            }
        }
    }

    private static void types(Probe probe) throws IOException {
        upload(probe, new Form().file("note.txt", "text/plain; charset=utf-8", NOTE))
                .is(200);
        upload(probe, new Form().file("note.txt", "application/octet-stream", NOTE))
                .is(200);
        upload(probe, new Form().file("note.txt", null, NOTE)).is(200);
        requireDetail(upload(probe, new Form().file("dot.png", "image/png", SampleFiles.png())), 415);
        requireDetail(
                upload(
                        probe,
                        new Form()
                                .file(
                                        "a.pdf",
                                        "application/pdf",
                                        "%PDF-1.4 and no more".getBytes(StandardCharsets.US_ASCII))),
                422);
    }

    private static void requireDetail(Answer answer, int status) {
        answer.is(status).meets(answer.json().has("detail"));
    }

    private static void replaced(Probe probe) throws IOException {
        String id = probe.own("d");
        upload(probe, new Form().text("A heron waits.").field("id", id)).is(200);
        Answer second = upload(probe, new Form().text("A heron wades.").field("id", id));
        second.is(200).meets(second.ids().equals(List.of(id)));
        Answer found = probe.findDocument(id);
        found.meets(found.chunks().size() == 1
                && found.at("/results/0/results/0/text").contains("wades"));
    }

    private static Point.Trial formatted(String name) {
        return probe -> {
            byte[] content = SampleFiles.named(name);
            String ending = name.substring(name.lastIndexOf('.') + 1);
            @Nullable String type = TYPES.get(ending);
            Answer uploaded = upload(probe, new Form().file(name, type, content));
            uploaded.meets(chunkOf(probe, uploaded).path("text").asText().contains("heron"));
        };
    }

    private static final Map<String, String> TYPES = Map.of(
            "pdf",
            "application/pdf",
            "txt",
            "text/plain",
            "md",
            "text/markdown",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "csv",
            "text/csv",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation");
}
