package dev.lectern.models.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lectern.embed.Embedding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the vectors of an answer, as lists of decimals or as base64 of little-endian floats, and puts them into the order of the texts.
 * One thread at a time.
 */
final class EmbeddingAnswer {

    /** One member of {@code data}; index -1 where it has none. */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record Item(int index, float @Nullable [] vector) {}

    private final List<Item> items = new ArrayList<>();
    private long tokens = -1;
    private boolean hasData;

    private EmbeddingAnswer() {}

    /**
     * Reads the body of an answer.
     *
     * @throws IOException if it is no JSON, or a vector is no vector; the message says what is wrong
     */
    static EmbeddingAnswer read(byte[] body) throws IOException {
        EmbeddingAnswer answer = new EmbeddingAnswer();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
                json.nextToken();
                if (member.equals("data") && json.currentToken() == JsonToken.START_ARRAY) {
                    answer.readData(json);
                } else if (member.equals("usage") && json.currentToken() == JsonToken.START_OBJECT) {
                    answer.readUsage(json);
                } else {
                    json.skipChildren();
                }
            }
        }
        return answer;
    }

    private void readData(JsonParser json) throws IOException {
        hasData = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a member of data is no object");
            }
            items.add(readItem(json));
        }
    }

    private Item readItem(JsonParser json) throws IOException {
        int index = -1;
        float[] vector = null;
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (member.equals("index") && token == JsonToken.VALUE_NUMBER_INT) {
                index = json.getIntValue();
            } else if (member.equals("embedding") && token == JsonToken.VALUE_STRING) {
                vector = decode(json.getText());
            } else if (member.equals("embedding") && token == JsonToken.START_ARRAY) {
                vector = readVector(json);
            } else {
                json.skipChildren();
            }
        }
        return new Item(index, vector);
    }

    private float[] readVector(JsonParser json) throws IOException {
        float[] values = new float[1_024];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!json.currentToken().isNumeric()) {
                throw new IOException("vector " + (items.size() + 1) + " has " + shown(json.currentToken())
                        + " for a number at dimension " + size);
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = json.getFloatValue();
        }
        return Arrays.copyOf(values, size);
    }

    private static String shown(JsonToken token) {
        return token == JsonToken.VALUE_NULL ? "null" : token == JsonToken.START_ARRAY ? "a list" : "something else";
    }

    private float[] decode(String base64) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("vector " + (items.size() + 1) + " is no base64", e);
        }
        if (bytes.length % Float.BYTES != 0) {
            throw new IOException("vector " + (items.size() + 1) + " has " + bytes.length + " bytes, no whole floats");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private void readUsage(JsonParser json) throws IOException {
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (member.equals("prompt_tokens") && token == JsonToken.VALUE_NUMBER_INT) {
                tokens = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
    }

    /** Returns the tokens that the service counted, or {@code otherwise} where it says nothing. */
    long tokens(long otherwise) {
        return tokens > 0 ? tokens : otherwise;
    }

    boolean hasData() {
        return hasData;
    }

    /**
     * Returns the vectors in the order of the texts.
     *
     * @param texts how many there must be
     * @param dimensions how many floats each must have; 0 where any number will do, the same for all
     * @throws IOException if some are missing, doubled, too short, too long or not finite; the message says which
     */
    List<Embedding> vectors(int texts, int dimensions) throws IOException {
        if (items.size() != texts) {
            throw new IOException("it has " + items.size() + " vectors for " + texts + " texts");
        }
        boolean ordered = items.stream().anyMatch(item -> item.index != -1);
        Embedding[] vectors = new Embedding[texts];
        int expected = dimensions;
        for (int i = 0; i < texts; i++) {
            int index = ordered ? items.get(i).index : i;
            if (index < 0 || index >= texts || vectors[index] != null) {
                throw new IOException("its vectors have no order: index " + index + " of vector " + (i + 1) + " is "
                        + (index < 0 || index >= texts ? "none of 0 to " + (texts - 1) : "there twice"));
            }
            vectors[index] = vector(items.get(i), i, expected);
            expected = vectors[index].dimensions();
        }
        return List.of(vectors);
    }

    private static Embedding vector(Item item, int position, int dimensions) throws IOException {
        float[] values = item.vector;
        if (values == null || values.length == 0) {
            throw new IOException("vector " + (position + 1) + " is missing");
        }
        if (dimensions != 0 && values.length != dimensions) {
            throw new IOException(
                    "vector " + (position + 1) + " has " + values.length + " dimensions, not " + dimensions);
        }
        try {
            return Embedding.of(values);
        } catch (IllegalArgumentException notFinite) {
            throw new IOException("vector " + (position + 1) + ": " + notFinite.getMessage(), notFinite);
        }
    }
}
