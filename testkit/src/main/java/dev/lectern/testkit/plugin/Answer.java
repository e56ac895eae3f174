package dev.lectern.testkit.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a server answered. Immutable.
 *
 * @param status the status
 * @param headers the headers
 * @param text the body
 */
record Answer(int status, HttpHeaders headers, String text) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Enough to see what is wrong. */
    private static final int MAX_SHOWN_CHARS = 300;

    /** Returns the body as JSON; nothing where it is none. */
    JsonNode json() {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns what stands at a place, as text; empty where nothing does. */
    String at(String pointer) {
        return json().at(pointer).asText();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Fails unless the status is this one. */
    Answer is(int expected) {
        return meets(status == expected);
    }

    /** Fails, with the answer, unless the condition holds. */
    Answer meets(boolean met) {
        if (!met) {
            throw new UnmetException(toString());
        }
        return this;
    }

    /** Fails unless this is the status, and the text of {@code detail}. */
    Answer refuses(int expected, String detail) {
        return is(expected)
                .meets(json().path("detail").isTextual() && at("/detail").equals(detail));
    }

    /** Fails unless this is 422 with these faults, each as place, blank and type, in this order. */
    Answer faults(String... expected) {
        return is(422).meets(faultsOf().equals(List.of(expected)));
    }

    /** Returns the faults of a 422, as in {@code body.documents.0.text value_error.missing}. */
    List<String> faultsOf() {
        List<String> faults = new ArrayList<>();
        for (JsonNode fault : json().path("detail")) {
            List<String> place = new ArrayList<>();
            fault.path("loc").forEach(step -> place.add(step.asText()));
            faults.add(String.join(".", place) + " " + fault.path("type").asText());
        }
        return faults;
    }

    /** Returns the ids of an upsert. */
    List<String> ids() {
        return texts(json().path("ids"));
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Returns the chunks of the first query. */
    List<JsonNode> chunks() {
        List<JsonNode> chunks = new ArrayList<>();
        json().at("/results/0/results").forEach(chunks::add);
        return chunks;
    }

    /** Returns the documents of the first query's chunks, in order. */
    List<String> found() {
        return chunks().stream()
                .map(chunk -> chunk.at("/metadata/document_id").asText())
                .toList();
    }

    /** Tells whether any header speaks of something. */
    boolean namesInHeader(String word) {
        return headers.map().entrySet().stream()
                .anyMatch(header -> header.getKey().contains(word)
                        || header.getValue().stream().anyMatch(value -> value.contains(word)));
    }

    /** Returns status and body in one line, cut where it is long. */
    @Override
    public String toString() {
        String line = text.lines().map(String::strip).collect(Collectors.joining(" "));
        return status + " " + Shown.cut(line, MAX_SHOWN_CHARS);
    }
}
