package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxEmbeddingModelThreadsTest {

    private static final List<String> TEXTS = IntStream.range(0, 24)
            .mapToObj(i -> "The tide turns at " + i + " o'clock. ".repeat(1 + i % 5))
            .toList();

    @Test
    void embedDocuments_severalCallersWithLists_givesEachItsOwnVectors() throws Exception {
        try (OnnxEmbeddingModel model =
                OnnxEmbeddingModel.builder().parallelism(3).build()) {
            List<Embedding> alone = TEXTS.stream().map(model::embedQuery).toList();

            List<List<Embedding>> lists = concurrently(4, () -> model.embedDocuments(TEXTS));

            assertThat(lists).hasSize(4).containsOnly(alone);
        }
    }

    @Test
    void embedDocuments_parallelismOne_givesTheSameVectors() {
        try (OnnxEmbeddingModel one =
                        OnnxEmbeddingModel.builder().parallelism(1).build();
                OnnxEmbeddingModel several =
                        OnnxEmbeddingModel.builder().parallelism(4).build()) {
            assertThat(one.embedDocuments(TEXTS)).isEqualTo(several.embedDocuments(TEXTS));
        }
    }

    @Test
    void close_whileCallsGoOn_letsThemFinish() throws Exception {
        OnnxEmbeddingModel model = OnnxEmbeddingModel.builder().parallelism(2).build();
        List<Embedding> expected = model.embedDocuments(TEXTS);
        CountDownLatch begun = new CountDownLatch(3);
        ExecutorService callers = Executors.newFixedThreadPool(3);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(callers.submit(() -> {
                begun.countDown();
                for (int calls = 0; ; calls++) {
                    try {
                        assertThat(model.embedDocuments(TEXTS)).isEqualTo(expected);
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("model must be open, got: closed all-minilm-l6-v2");
                        return calls;
                    }
                }
            }));
        }
        begun.await();

        model.close();

        for (Future<Integer> caller : running) {
            assertThat(caller.get()).isNotNegative();
        }
        callers.shutdown();
        assertThatIllegalStateException().isThrownBy(() -> model.embedQuery("tide"));
        assertThat(model.tokenizer().count("tide")).isEqualTo(1);
    }

    @Test
    void embed_threadInterrupted_isRefusedAndStaysInterrupted() {
        try (OnnxEmbeddingModel model = OnnxEmbeddingModel.allMiniLmL6V2()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> model.embedDocuments(TEXTS))
                    .isInstanceOfSatisfying(
                            EmbedException.class,
                            e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessage("Could not embed with all-minilm-l6-v2: the thread was interrupted."
                            + " Call again when it is not.");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(model.embedDocuments(TEXTS)).hasSameSizeAs(TEXTS);
        }
    }

    @Test
    void map_oneTextFails_throwsItOnceNobodyWorks() {
        TextFanOut fanOut = new TextFanOut(3);
        List<String> working = Collections.synchronizedList(new ArrayList<>());

        assertThatThrownBy(() -> fanOut.map(TEXTS, text -> {
                    working.add(text);
                    try {
                        if (text.equals(TEXTS.get(5))) {
                            throw new EmbedException("test", "Could not embed text 5.", null);
                        }
                        return Embedding.of(1);
                    } finally {
                        working.remove(text);
                    }
                }))
                .isInstanceOf(EmbedException.class)
                .hasMessage("Could not embed text 5.");
        assertThat(working).isEmpty();
        fanOut.close();
    }

    @Test
    void map_moreHelpersThanOne_sharesTheTexts() {
        TextFanOut fanOut = new TextFanOut(1);
        CountDownLatch both = new CountDownLatch(2);

        List<Embedding> vectors = fanOut.map(List.of("a", "b"), text -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return Embedding.of(text.charAt(0));
        });

        assertThat(vectors).containsExactly(Embedding.of('a'), Embedding.of('b'));
        fanOut.close();
    }

    private static <T> List<T> concurrently(int threads, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(Collections.nCopies(threads, call))) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
