package dev.lectern.models.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The reference tokenizer, for comparison only. */
final class Reference {

    private Reference() {}

    /** Opens the tokenizer of the shipped model, with the truncation and padding in its file turned off. */
    static HuggingFaceTokenizer tokenizer() throws IOException {
        stayOffline();
        ClassLoader loader = Reference.class.getClassLoader();
        try (InputStream json =
                loader.getResourceAsStream(ModelDescriptor.allMiniLmL6V2().tokenizerResource())) {
            return HuggingFaceTokenizer.newInstance(
                    json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
        }
    }

    /** Keeps the reference from looking for the machine's cloud on first use, and from unpacking itself into the home folder. */
    static void stayOffline() {
        System.setProperty("DJL_CACHE_DIR", "target/djl");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }
}
