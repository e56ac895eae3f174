package dev.lectern.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the original server was seen to do: exchanges, chunks and dates. */
public final class Transcripts {

    private static final JsonNode ALL = load();

    private Transcripts() {}

    private static JsonNode load() {
        try (InputStream in = Transcripts.class.getResourceAsStream("plugin-transcripts.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One exchange with the original. */
    record Seen(int number, String name, JsonNode request, JsonNode response) {
        @Override
        public String toString() {
            return number + " " + name;
        }
    }

    /** Returns the exchanges with numbers from {@code first} to {@code last}. */
    static List<Seen> exchanges(int first, int last) {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode one : ALL.path("transcripts")) {
            int number = one.path("n").asInt();
            if (number >= first && number <= last) {
                seen.add(new Seen(number, one.path("name").asText(), one.path("request"), one.path("response")));
            }
        }
        return seen;
    }

    public static JsonNode chunkerVectors() {
        return ALL.path("chunker_vectors");
    }

    public static JsonNode dateVectors() {
        return ALL.at("/date_vectors/cases");
    }
}
