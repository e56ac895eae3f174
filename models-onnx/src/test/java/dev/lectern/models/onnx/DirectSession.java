package dev.lectern.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/** Runs the included model in the most direct way, with the runtime's defaults, for comparison. */
final class DirectSession implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    DirectSession() throws IOException, OrtException {
        try (InputStream in = DirectSession.class.getClassLoader().getResourceAsStream("all-minilm-l6-v2-q.onnx")) {
            session = environment.createSession(in.readAllBytes());
        }
    }

    /** Returns the vector of each token. */
    float[][] hidden(long[] ids) throws OrtException {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
                OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return ((float[][][]) result.get(0).getValue())[0];
        }
    }

    /** Returns the mean of the tokens' vectors. */
    float[] meanOf(long[] ids) throws OrtException {
        float[][] hidden = hidden(ids);
        float[] mean = new float[hidden[0].length];
        for (float[] token : hidden) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += token[i] / hidden.length;
            }
        }
        return mean;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
