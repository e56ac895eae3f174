package dev.lectern.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.lectern.embed.EmbedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs one model, one text at a time per lane; a lane is a set of native buffers, and there are as many as runs may go on at once.
 *
 * <p>Texts are not batched: on a CPU a batch wins nothing, and with 8-bit weights a vector would depend on its neighbours, because the
 * activations are scaled over the whole batch.
 *
 * <p>Thread-safety: {@link #run} may be called concurrently; {@link #close} only when no run goes on.
 */
final class OnnxRunner {

    private static final String OUTPUT = "last_hidden_state";

    private final ModelDescriptor model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final BlockingQueue<Lane> lanes;

    private OnnxRunner(ModelDescriptor model, int laneCount, OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.lanes = new ArrayBlockingQueue<>(laneCount);
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new Lane(model));
        }
    }

    /**
     * Begins to load the runtime, on a thread of its own: unpacking it takes as long as reading a model's files, and so the two go on at
     * once.
     */
    static FutureTask<OrtEnvironment> loadRuntime() {
        FutureTask<OrtEnvironment> loading = new FutureTask<>(() -> {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            // On Windows the runtime writes usage events to the system's event tracing, on by default.
            environment.setTelemetry(false);
            NativeFiles.removeLoaded();
            return environment;
        });
        Thread loader = new Thread(loading, "lectern-onnx-load");
        loader.setDaemon(true);
        loader.start();
        return loading;
    }

    /** Loads a model, once the runtime is there. */
    static OnnxRunner open(ModelDescriptor model, int laneCount, FutureTask<OrtEnvironment> runtime) {
        ByteBuffer bytes = load(model);
        OrtEnvironment environment = await(model, runtime);
        try (SessionOptions options = options()) {
            OrtSession session = environment.createSession(bytes, options);
            OnnxRunner runner = new OnnxRunner(model, laneCount, environment, session);
            try {
                runner.requireDimensions();
            } catch (EmbedException e) {
                runner.close();
                throw e;
            }
            return runner;
        } catch (OrtException e) {
            throw failed("load", e.getMessage(), "Check its file", model, e);
        }
    }

    /**
     * Runs the model over one text.
     *
     * @param ids word pieces with the special tokens around them, at most {@link ModelDescriptor#maxPieces()}
     * @param target where the pooled vector goes, {@link ModelDescriptor#dimensions()} floats
     */
    void run(int[] ids, float[] target) {
        Lane lane;
        try {
            lane = lanes.take();
        } catch (InterruptedException e) {
            throw interrupted(model, e);
        }
        try {
            run(lane, ids);
            lane.hidden.get(0, lane.scratch, 0, ids.length * target.length);
            model.pooling().pool(lane.scratch, ids.length, target);
        } catch (OrtException e) {
            throw failed("run", e.getMessage(), "Check that its file and its descriptor belong together", model, e);
        } finally {
            lanes.add(lane);
        }
    }

    /** Lets go of the native model. */
    void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed("close", e.getMessage(), "The process may keep its memory until it ends", model, e);
        }
    }

    private void run(Lane lane, int[] ids) throws OrtException {
        for (int i = 0; i < ids.length; i++) {
            lane.ids.put(i, ids[i]);
        }
        long[] shape = {1, ids.length};
        long[] hiddenShape = {1, ids.length, model.dimensions()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, lane.ids.slice(0, ids.length), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, lane.ones.slice(0, ids.length), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, lane.zeros.slice(0, ids.length), shape);
                OnnxTensor hidden = OnnxTensor.createTensor(
                        environment, lane.hidden.slice(0, ids.length * model.dimensions()), hiddenShape)) {
            Map<String, OnnxTensor> inputs =
                    Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types);
            session.run(inputs, Map.of(OUTPUT, hidden)).close();
        }
    }

    private void requireDimensions() throws OrtException {
        NodeInfo output = session.getOutputInfo().get(OUTPUT);
        if (output == null || !(output.getInfo() instanceof TensorInfo hidden)) {
            throw failed("load", "it gives no " + OUTPUT, "Choose an export that does", model, null);
        }
        long dimensions = hidden.getShape()[hidden.getShape().length - 1];
        if (dimensions != model.dimensions()) {
            String reason = "it gives " + OUTPUT + " of " + dimensions + " dimensions and its descriptor says "
                    + model.dimensions();
            throw failed("load", reason, "Correct the descriptor", model, null);
        }
    }

    private static OrtEnvironment await(ModelDescriptor model, FutureTask<OrtEnvironment> runtime) {
        try {
            return runtime.get();
        } catch (InterruptedException e) {
            throw interrupted(model, e);
        } catch (ExecutionException e) {
            throw new EmbedException(
                    model.name(),
                    "Could not load ONNX Runtime on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e.getCause()
                            + ". Use Linux with glibc (x64, arm64), macOS (arm64) or Windows (x64), and let"
                            + " java.io.tmpdir be a folder that libraries may be loaded from.",
                    e);
        }
    }

    /** One thread per run, since callers bring their own; all graph optimisations; only errors are logged. */
    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    /** Reads the model's file into memory outside the heap, from where the runtime takes it without a copy. */
    private static ByteBuffer load(ModelDescriptor model) {
        try (InputStream in = Resources.open(model.modelResource())) {
            byte[] bytes = in.readAllBytes();
            return ByteBuffer.allocateDirect(bytes.length)
                    .order(ByteOrder.nativeOrder())
                    .put(bytes)
                    .flip();
        } catch (IOException e) {
            throw failed("read", e.toString(), "Check the jar that carries " + model.modelResource(), model, e);
        }
    }

    private static EmbedException failed(
            String work, @Nullable String reason, String remedy, ModelDescriptor model, @Nullable Exception cause) {
        return new EmbedException(
                model.name(),
                "Could not " + work + " model " + model.name() + ": " + reason + ". " + remedy + ".",
                cause);
    }

    private static EmbedException interrupted(ModelDescriptor model, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new EmbedException(
                model.name(),
                "Could not embed with " + model.name() + ": the thread was interrupted. Call again when it is not.",
                cause,
                true);
    }

    /** The buffers of one run. */
    private static final class Lane {

        final LongBuffer ids;
        final LongBuffer ones;
        final LongBuffer zeros;
        final FloatBuffer hidden;
        final float[] scratch;

        Lane(ModelDescriptor model) {
            ids = longs(model.maxPieces());
            ones = longs(model.maxPieces());
            zeros = longs(model.maxPieces());
            for (int i = 0; i < model.maxPieces(); i++) {
                ones.put(i, 1);
            }
            scratch = new float[model.maxPieces() * model.dimensions()];
            hidden = ByteBuffer.allocateDirect(scratch.length * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        private static LongBuffer longs(int size) {
            return ByteBuffer.allocateDirect(size * Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }
    }
}
