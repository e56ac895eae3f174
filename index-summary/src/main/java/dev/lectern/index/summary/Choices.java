package dev.lectern.index.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lectern.model.ModelException;
import dev.lectern.model.Quote;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads which sources a model chose, by number, and of what use it takes them to be. */
final class Choices {

    private Choices() {}

    /** Sources that are quoted are of use, the first most. */
    static Map<Integer, Double> quoted(List<Quote> quotes) {
        Map<Integer, Double> marks = new LinkedHashMap<>();
        quotes.forEach(quote -> marks.putIfAbsent(quote.number(), 10.0 / (1 + marks.size())));
        return marks;
    }

    /**
     * Reads {@code {"choices": [{"number": 3, "use": 9}]}}; of a number that comes twice the higher use counts.
     *
     * @throws ModelException if it is no such JSON
     */
    static Map<Integer, Double> read(String reply, String model) {
        Map<Integer, Double> marks = new LinkedHashMap<>();
        int open = reply.indexOf('{'); // models like to put words or a fence around JSON
        boolean complete = false;
        try (JsonParser json = new JsonFactory().createParser(open < 0 ? "" : reply.substring(open))) {
            JsonToken token = json.nextToken();
            while (token != null && !complete) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("choices")) {
                    complete = json.nextToken() == JsonToken.START_ARRAY && choices(json, marks);
                }
                token = complete ? null : json.nextToken();
            }
        } catch (IOException e) {
            throw refused(model, e);
        }
        if (!complete) {
            throw refused(model, new IOException("no list of choices"));
        }
        return marks;
    }

    private static boolean choices(JsonParser json, Map<Integer, Double> marks) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, Double> choice = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isNumeric()) {
                    choice.put(name, json.getDoubleValue());
                } else {
                    json.skipChildren();
                }
            }
            Double number = choice.get("number");
            Double use = choice.get("use");
            if (number == null || use == null) {
                return false;
            }
            marks.merge(number.intValue(), use, Math::max);
        }
        return json.currentToken() == JsonToken.END_ARRAY;
    }

    private static ModelException refused(String model, IOException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new ModelException(
                model,
                "Could not read which nodes " + model + " chose: " + reason
                        + ". Use a model that can be held to a schema, or choose by similarity.",
                cause,
                true);
    }
}
