package dev.lectern.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs ONNX Runtime over texts that are tokens already and drops the result: the least that any embedder on it must do. */
final class DirectLoop implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<long[]> ids;

    DirectLoop(Path model, List<long[]> ids) throws IOException, OrtException {
        this.ids = ids;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        }
    }

    /** Runs the model over one text. */
    void run(int index) {
        long[] own = ids.get(index);
        long[] ones = new long[own.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {own});
                OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[own.length]});
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            if (result.size() != 1) {
                throw new IllegalStateException("model must give 1 output, got: " + result.size());
            }
        } catch (OrtException e) {
            throw new IllegalStateException("Could not run the model over text " + index, e);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
