package dev.lectern.models.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lectern.embed.EmbedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The word pieces and special tokens of a {@code tokenizer.json}.
 *
 * <p>Only the kind of file is read that BERT models without upper case have; any other is refused. What the file says about truncation
 * and padding is ignored on purpose: it is a habit of the conversion and not a limit of the model.
 *
 * <p>Safe to read concurrently.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers/components">Hugging Face tokenizers, components</a>
 */
final class WordPieceVocabulary {

    /** A longer word is unknown as a whole, says BERT. */
    static final int MAX_WORD_CODE_POINTS = 100;

    private static final String UNKNOWN = "[UNK]";
    private static final String CONTINUES = "##";
    private static final JsonFactory JSON = JsonFactory.builder()
            // The names are thirty thousand word pieces, each read once: a table of them only costs time.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final String resource;
    private final PieceTable first = new PieceTable();
    private final PieceTable next = new PieceTable();
    private final Map<String, Integer> specials = new LinkedHashMap<>();
    private final Map<String, String> facts = new HashMap<>();

    private WordPieceVocabulary(String resource) {
        this.resource = resource;
    }

    /** Reads a vocabulary from a class path resource. */
    static WordPieceVocabulary load(String resource) {
        WordPieceVocabulary vocabulary = new WordPieceVocabulary(resource);
        try (InputStream in = Resources.open(resource);
                JsonParser json = JSON.createParser(in)) {
            vocabulary.read(json);
        } catch (IOException e) {
            throw vocabulary.unreadable(e.toString(), e);
        }
        vocabulary.requireBert();
        return vocabulary;
    }

    /** Returns the pieces that begin a word. */
    PieceTable first() {
        return first;
    }

    /** Returns the pieces that go on with a word. */
    PieceTable next() {
        return next;
    }

    /** Returns the tokens that stand for themselves wherever they are written in a text, and their ids; not to be changed. */
    Map<String, Integer> specials() {
        return specials;
    }

    /** Returns the id of the token for words that cannot be put together from pieces. */
    int unknown() {
        return special(UNKNOWN);
    }

    /** Returns the id of a special token. */
    int special(String token) {
        Integer id = specials.get(token);
        if (id == null) {
            throw unreadable("it has no special token " + token, null);
        }
        return id;
    }

    private void read(JsonParser json) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String section = json.currentName();
            JsonToken value = json.nextToken();
            switch (section) {
                case "added_tokens" -> readSpecials(json);
                case "model", "normalizer", "pre_tokenizer" -> {
                    if (value == JsonToken.START_OBJECT) {
                        readSection(section, json);
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private void readSection(String section, JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                facts.put(section + "." + name, json.getText());
            } else if (section.equals("model") && name.equals("vocab")) {
                readPieces(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void readPieces(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String piece = json.currentName();
            int id = json.nextIntValue(-1);
            if (piece.startsWith(CONTINUES) && piece.length() > CONTINUES.length()) {
                next.add(piece.substring(CONTINUES.length()), id);
            } else {
                first.add(piece, id);
            }
        }
    }

    private void readSpecials(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String content = "";
            int id = -1;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("content")) {
                    content = json.getText();
                } else if (name.equals("id")) {
                    id = json.getIntValue();
                } else if (value == JsonToken.VALUE_TRUE && !name.equals("special")) {
                    throw unreadable("its special token " + content + " is " + name, null);
                }
            }
            if (!content.startsWith("[")) {
                throw unreadable("its special token " + content + " does not start with [", null);
            }
            specials.put(content, id);
        }
    }

    private void requireBert() {
        require("model.type", "WordPiece");
        require("model.unk_token", UNKNOWN);
        require("model.continuing_subword_prefix", CONTINUES);
        require("model.max_input_chars_per_word", Integer.toString(MAX_WORD_CODE_POINTS));
        require("normalizer.type", "BertNormalizer");
        require("normalizer.clean_text", "true");
        require("normalizer.handle_chinese_chars", "true");
        require("normalizer.lowercase", "true");
        if ("false".equals(facts.get("normalizer.strip_accents"))) {
            throw unreadable("its normalizer.strip_accents is false", null);
        }
        require("pre_tokenizer.type", "BertPreTokenizer");
    }

    private void require(String fact, String expected) {
        String found = facts.getOrDefault(fact, "missing");
        if (!found.equals(expected)) {
            throw unreadable("its " + fact + " is " + found + " and not " + expected, null);
        }
    }

    private EmbedException unreadable(String reason, @Nullable Throwable cause) {
        return new EmbedException(
                resource,
                "Could not read vocabulary " + resource + ": " + reason
                        + ". Use the tokenizer.json of a BERT model without upper case.",
                cause);
    }
}
