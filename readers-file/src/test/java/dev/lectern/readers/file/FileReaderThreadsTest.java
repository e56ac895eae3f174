package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading on several threads. */
class FileReaderThreadsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static final LeftBehind LEFT = new LeftBehind(8);

    @TempDir
    Path root;

    private static DocumentSink sink(Consumer<String> items) {
        return new DocumentSink() {
            @Override
            public void document(Document document) {
                items.accept(document.id());
            }

            @Override
            public void failure(ReadFailure failure) {
                items.accept("failed " + Path.of(failure.source()).getFileName());
            }
        };
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 7})
    void read_manyFiles_ordersDocumentsAndFailures(int threads) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 300; i++) {
            boolean good = i % 7 != 0;
            if (good) {
                write(root, i + ".txt", ("text " + i).repeat(i % 13 * 500 + 1));
            } else {
                write(root, i + ".txt", HexFormat.of().parseHex("00010203"));
            }
            expected.add(good ? i + ".txt" : "failed " + i + ".txt");
        }
        List<String> items = new ArrayList<>();

        FileReader.builder().threads(threads).build().read(root.toString(), sink(items::add));

        assertThat(items).isEqualTo(expected);
    }

    @Test
    void sink_isCalledByTheCallingThread() throws IOException {
        write(root, "a.txt", "a");
        write(root, "b.txt", "b");
        List<Thread> callers = new ArrayList<>();

        FileReader.builder()
                .threads(2)
                .build()
                .read(root.toString(), sink(item -> callers.add(Thread.currentThread())));

        assertThat(callers).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void sink_thatThrows_endsTheReadingWithItsOwnException(int threads) throws IOException {
        for (int i = 0; i < 40; i++) {
            write(root, i + ".txt", "text");
        }
        IllegalStateException own = new IllegalStateException("full");
        FileReader reader = FileReader.builder().threads(threads).build();

        assertThatThrownBy(() -> reader.read(root.toString(), sink(item -> {
                    throw own;
                })))
                .isSameAs(own);
        assertThat(livingThreads()).isEmpty();
    }

    @Test
    void sink_thatIsCancelled_getsNoMore() throws IOException {
        for (int i = 10; i < 50; i++) {
            write(root, i + ".txt", "text");
        }
        List<String> items = new ArrayList<>();

        FileReader.builder().threads(3).build().read(root.toString(), new DocumentSink() {
            @Override
            public void document(Document document) {
                items.add(document.id());
            }

            @Override
            public void failure(ReadFailure failure) {
                items.add(failure.reason());
            }

            @Override
            public boolean isCancelled() {
                return items.size() == 5;
            }
        });

        assertThat(items).containsExactly("10.txt", "11.txt", "12.txt", "13.txt", "14.txt");
        assertThat(livingThreads()).isEmpty();
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void interrupt_whileReading_isAnExceptionAndKeepsTheFlag(int threads) throws IOException {
        for (int i = 10; i < 50; i++) {
            write(root, i + ".txt", "text");
        }
        FileReader reader = FileReader.builder().threads(threads).build();

        assertThatThrownBy(() -> reader.read(
                        root.toString(), sink(item -> Thread.currentThread().interrupt())))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + root + ": the thread was interrupted. Read again.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void tasks_slowConsumer_boundsWhatIsAheadByNumber() throws Exception {
        AtomicInteger started = new AtomicInteger();
        List<Integer> aheadOfConsumer = new ArrayList<>();
        OrderedTasks<Integer> tasks = new OrderedTasks<>(2, Long.MAX_VALUE, LONG, () -> false, LEFT);
        Iterator<OrderedTasks.Task<Integer>> work = IntStream.range(0, 100)
                .mapToObj(i -> new OrderedTasks.Task<>(
                        () -> {
                            started.incrementAndGet();
                            return i;
                        },
                        1,
                        () -> -1,
                        () -> -2))
                .iterator();

        tasks.run(work, i -> aheadOfConsumer.add(started.get() - i));

        assertThat(aheadOfConsumer).hasSize(100).allMatch(ahead -> ahead <= 8);
    }

    @Test
    void tasks_heavyOnes_areNotAheadTogether() throws Exception {
        AtomicInteger running = new AtomicInteger();
        List<Integer> together = new ArrayList<>();
        OrderedTasks<Integer> tasks = new OrderedTasks<>(4, 10, LONG, () -> false, LEFT);
        Iterator<OrderedTasks.Task<Integer>> work = IntStream.range(0, 30)
                .mapToObj(i -> new OrderedTasks.Task<>(running::incrementAndGet, 6, () -> -1, () -> -2))
                .iterator();

        tasks.run(work, i -> together.add(running.getAndDecrement()));

        assertThat(together).hasSize(30).allMatch(count -> count == 1);
    }

    @Test
    void tasks_cancelledWhileTheHeadRuns_returnWithoutIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<String> results = new ArrayList<>();
        OrderedTasks<String> tasks = new OrderedTasks<>(2, 10, LONG, () -> asked.incrementAndGet() > 2, LEFT);

        tasks.run(
                List.of(new OrderedTasks.Task<>(
                                () -> {
                                    never.await();
                                    return "late";
                                },
                                1,
                                () -> "given up",
                                () -> "refused"))
                        .iterator(),
                results::add);

        assertThat(results).isEmpty();
        assertThat(livingThreads()).isEmpty();
    }

    @Test
    void tasks_thatNeverEnd_areGivenUpAndTheOthersGoOn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<String> results = new ArrayList<>();
        OrderedTasks<String> tasks = new OrderedTasks<>(2, 10, Duration.ofMillis(100), () -> false, LEFT);
        List<OrderedTasks.Task<String>> work = new ArrayList<>();
        for (String name : List.of("a", "hangs", "hangs too", "b", "c")) {
            work.add(new OrderedTasks.Task<>(
                    () -> name.startsWith("hangs") ? deaf(end) : name, 1, () -> "gave up " + name, () -> "refused"));
        }

        tasks.run(work.iterator(), results::add);

        assertThat(results).containsExactly("a", "gave up hangs", "gave up hangs too", "b", "c");
        end.countDown();
        assertThat(livingThreads()).isEmpty();
    }

    @Test
    void tasks_manyLeftBehind_refuseTheRestUntilThreadsEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        LeftBehind left = new LeftBehind(3);
        AtomicInteger begun = new AtomicInteger();
        List<OrderedTasks.Task<String>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            work.add(new OrderedTasks.Task<>(
                    () -> {
                        begun.incrementAndGet();
                        return deaf(end);
                    },
                    1,
                    () -> "late",
                    () -> "refused"));
        }
        List<String> results = new ArrayList<>();

        new OrderedTasks<String>(2, 100, Duration.ofMillis(20), () -> false, left).run(work.iterator(), results::add);

        assertThat(results).hasSize(40).startsWith("late", "late", "late").endsWith("refused");
        assertThat(begun.get()).isBetween(3, 5);
        assertThat(left.isFull()).isTrue();

        end.countDown();
        assertThat(livingThreads()).isEmpty();
        List<String> after = new ArrayList<>();
        new OrderedTasks<String>(2, 100, LONG, () -> false, left)
                .run(
                        List.of(new OrderedTasks.Task<>(() -> "read", 1, () -> "late", () -> "refused"))
                                .iterator(),
                        after::add);
        assertThat(after).containsExactly("read");
    }

    @Test
    void tasks_runningWhenTheConsumerThrows_countAsLeftBehind() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        LeftBehind left = new LeftBehind(1);
        OrderedTasks<String> tasks = new OrderedTasks<>(2, 100, LONG, () -> false, left);
        List<OrderedTasks.Task<String>> work = List.of(
                new OrderedTasks.Task<>(
                        () -> {
                            begun.await();
                            return "first";
                        },
                        1,
                        () -> "late",
                        () -> "refused"),
                new OrderedTasks.Task<>(
                        () -> {
                            begun.countDown();
                            return deaf(end);
                        },
                        1,
                        () -> "late",
                        () -> "refused"));

        assertThatThrownBy(() -> tasks.run(work.iterator(), result -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(left.isFull()).isTrue();

        end.countDown();
        assertThat(livingThreads()).isEmpty();
        assertThat(left.isFull()).isFalse();
    }

    /** Waits like a library that does not listen to interrupts. */
    private static String deaf(CountDownLatch end) {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                // Goes on, as those libraries do.
            }
        }
        return "late";
    }

    /** Returns the names of reading threads that do not end; those that were told to stop get the time to. */
    private static List<String> livingThreads() {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lectern-read-"))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }
}
