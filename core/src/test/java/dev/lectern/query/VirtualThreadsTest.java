package dev.lectern.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Answers on virtual threads, which a JDK below 21 does not have; this project is compiled for 17, so they are found by reflection. */
@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class VirtualThreadsTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    /** More than a JDK makes carriers at most, so that threads that hold theirs while they wait would leave none. */
    private static final int MORE_THAN_CARRIERS = 300;

    private ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void makeVirtualThreads() throws ReflectiveOperationException {
        threads.shutdown();
        threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static boolean isVirtual() {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void parallel_callsOfOneAnswer_runAtTheSameTimeOnVirtualThreads() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3); // opens only when three calls are under way
        Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
        QueryEngine engine = engine(
                new Saying(() -> {
                    virtual.add(isVirtual());
                    try {
                        together.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                }),
                threads);

        Response response = engine.queryAsync(QUERY, threads).get(1, TimeUnit.MINUTES);

        assertThat(response.parts()).hasSize(3);
        assertThat(virtual).containsExactly(true);
    }

    @Test
    void publisher_manyAnswersThatWaitForDemand_leaveRoomForOthers() throws Exception {
        QueryEngine engine = engine(new Saying(() -> {}), Runnable::run);
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_CARRIERS; i++) {
            Waiting subscriber = new Waiting();
            waiting.add(subscriber);
            engine.publisher(QUERY, threads).subscribe(subscriber);
            subscriber.subscription().request(1);
        }
        for (Waiting subscriber : waiting) {
            assertThat(subscriber.heard.poll(1, TimeUnit.MINUTES)).isInstanceOf(AnswerEvent.Stage.class);
        }

        Response response = engine.queryAsync(QUERY, threads).get(1, TimeUnit.MINUTES);

        assertThat(response.text()).contains("said");
        for (Waiting subscriber : waiting) {
            subscriber.subscription().cancel();
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static QueryEngine engine(LanguageModel model, Executor executor) {
        List<ScoredNode> nodes = new ArrayList<>();
        for (String text : List.of("a", "b", "c")) {
            nodes.add(ScoredNode.unscored(Node.of(text, 0, new Span(0, 1), text, Metadata.empty())));
        }
        return RetrieverQueryEngine.create(
                query -> Retrieval.of(nodes),
                ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model)
                        .parallel(executor, 3)
                        .build());
    }

    /** Says one thing after something was done. */
    private record Saying(Runnable before) implements LanguageModel {

        @Override
        public String name() {
            return "saying";
        }

        @Override
        public ModelLimits limits() {
            return new ModelLimits(1000, 100);
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public Completion complete(Prompt prompt) {
            before.run();
            return new Completion("said", FinishReason.STOP, TokenUsage.NONE, List.of());
        }
    }

    /** Keeps what it hears and asks for nothing by itself. */
    private static final class Waiting implements Flow.Subscriber<AnswerEvent> {

        private final LinkedBlockingQueue<AnswerEvent> heard = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Flow.Subscription> given = new LinkedBlockingQueue<>();

        Flow.Subscription subscription() throws InterruptedException {
            Flow.Subscription subscription = given.take();
            given.add(subscription);
            return subscription;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            given.add(subscription);
        }

        @Override
        public void onNext(AnswerEvent event) {
            heard.add(event);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
