package dev.lectern.models.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what the reference tokenizer makes of a text before it looks for word pieces: the words, normalised.
 *
 * <p>The reference does not give this out, so it is asked with a vocabulary of single bytes: its tokens then spell the words.
 */
final class ReferenceNormalizer implements AutoCloseable {

    private static final String SPACE_MARK = "\u0120";

    private final Map<Character, Integer> bytes = new HashMap<>();
    private final HuggingFaceTokenizer tokenizer;

    ReferenceNormalizer() throws IOException {
        Reference.stayOffline();
        StringBuilder vocabulary = new StringBuilder();
        int invisible = 0;
        for (int b = 0; b < 256; b++) {
            boolean visible = (b > 32 && b < 127) || (b > 160 && b != 173);
            char symbol = (char) (visible ? b : 256 + invisible++);
            bytes.put(symbol, b);
            vocabulary.append(b == 0 ? "" : ",").append(String.format("\"\\u%04x\":%d", (int) symbol, b));
        }
        String json = """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
                 "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
                   "strip_accents":null,"lowercase":true},
                 "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"BertPreTokenizer"},
                   {"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":false}]},
                 "post_processor":null,"decoder":null,
                 "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,
                   "end_of_word_suffix":null,"fuse_unk":false,"merges":[],"vocab":{%s}}}
                """.formatted(vocabulary);
        tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
    }

    /** Returns the words of a text. */
    List<String> words(String text) {
        List<String> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (String token : tokenizer.encode(text, false, false).getTokens()) {
            if (token.equals(SPACE_MARK)) {
                if (word.size() > 0) {
                    words.add(word.toString(StandardCharsets.UTF_8));
                }
                word.reset();
            } else {
                word.write(bytes.get(token.charAt(0)));
            }
        }
        if (word.size() > 0) {
            words.add(word.toString(StandardCharsets.UTF_8));
        }
        return words;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
