package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Formats and files that misbehave while they are read: the reader survives and names the file. */
class HangingFormatsTest {

    private static final long TWO_GB = 2_200_000_000L;

    @TempDir
    Path root;

    /** A format of one ending that does something to its file. */
    private record Odd(String ending, Reading reading) implements FileFormat {

        interface Reading {

            String textOf(FileInput input) throws IOException;
        }

        @Override
        public List<FileType> types() {
            return List.of(FileType.of("text/x-" + ending, ending));
        }

        @Override
        public void read(FileInput input, FileSink sink) throws IOException {
            sink.document(FileContent.of(reading.textOf(input), Metadata.empty()));
        }
    }

    @Test
    void format_thatNeverReturns_isNamedAndTheOthersAreRead() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        write(root, "a.txt", "One");
        write(root, "b.hang", "Two");
        write(root, "c.txt", "Three");
        FileReader reader = FileReader.builder()
                .format(new Odd("hang", input -> waits(end, ended)))
                .threads(1)
                .timeLimit(Duration.ofSeconds(3))
                .build();
        // What is loaded for the first time takes its time on a slow machine.
        collect(FileReader.create(), root.resolve("a.txt"));

        ReadResult result = collect(reader, root);
        end.countDown();

        assertThat(ids(result)).containsExactly("a.txt", "c.txt");
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo(root.resolve("b.hang").toString());
            assertThat(failure.reason())
                    .isEqualTo("it takes more than 3000 ms to read. Raise timeLimit, or exclude the file.");
        });
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Waits like a library that does not listen to interrupts. */
    private static String waits(CountDownLatch end, CountDownLatch ended) {
        boolean over = false;
        while (!over) {
            try {
                end.await();
                over = true;
            } catch (InterruptedException e) {
                // Goes on, as those libraries do.
            }
        }
        ended.countDown();
        return "late";
    }

    @Test
    void file_thatChangesOnce_isReadAgain() throws IOException {
        Path file = write(root, "a.odd", "One");
        List<String> seen = new ArrayList<>();
        FileReader reader = FileReader.builder()
                .format(new Odd("odd", input -> {
                    String text = new String(input.bytes(), StandardCharsets.UTF_8);
                    seen.add(text);
                    if (seen.size() == 1) {
                        Files.writeString(file, " and two", StandardOpenOption.APPEND);
                    }
                    return text;
                }))
                .build();

        ReadResult result = collect(reader, file);

        assertThat(seen).containsExactly("One", "One and two");
        assertThat(result.failures()).isEmpty();
        assertThat(result.documents().get(0).text()).isEqualTo("One and two");
    }

    @Test
    void file_thatChangesAllTheTime_isAFailureThatSaysSo() throws IOException {
        Path file = write(root, "a.odd", "One");
        FileReader reader = FileReader.builder()
                .format(new Odd("odd", input -> {
                    Files.writeString(file, " more", StandardOpenOption.APPEND);
                    return "text";
                }))
                .build();

        ReadResult result = collect(reader, file);

        assertThat(result.documents()).isEmpty();
        assertThat(result.failures())
                .extracting(ReadFailure::reason)
                .containsExactly("the file changes while it is being read. Read again when it is whole.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void file_thatCannotBeRead_isAFailureThatSaysSo() throws IOException {
        ReadResult result = collect(FileReader.create(), Path.of("/proc/self/mem"));

        assertThat(result.documents()).isEmpty();
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo("/proc/self/mem");
            assertThat(failure.reason()).startsWith("damaged or not readable: ");
        });
    }

    /** In a JVM of its own with a heap of 64 MiB: what eats memory must not eat that of other tests. */
    @Test
    void smallHeap_eatersAndFilesOfTwoGigabytes_areNamedAndTheOthersAreRead() throws Exception {
        write(root, "a.txt", "One");
        write(root, "b.eat", "Two");
        for (String name : List.of("c.txt", "d.md", "e.html", "f.csv", "g.json", "h.xml", "i.eml", "j.py", "k.srt")) {
            sparse(name, "text");
        }
        sparse("l.mbox", "From a\nSubject: one\n\nFirst.\n");
        sparse("m.pdf", "%PDF-1.4\n");
        sparse(
                "n.tar",
                new String(
                        FormatSamples.tar(Map.of("a.txt", FormatSamples.utf8("First"))), StandardCharsets.ISO_8859_1));
        write(root, "z.txt", "Last");

        Process reading = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Eaten.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(reading.waitFor()).isZero();
        assertThat(lines).contains("a.txt", "z.txt", "n.tar", "n.tar!/a.txt");
        assertThat(lines)
                .contains(
                        "b.eat: it takes more memory than the JVM may use. Give it more by -Xmx, or exclude the file.");
        for (String name : List.of(
                "c.txt", "d.md", "e.html", "f.csv", "g.json", "h.xml", "i.eml", "j.py", "k.srt", "l.mbox", "m.pdf")) {
            assertThat(lines)
                    .as(name)
                    .anySatisfy(line -> assertThat(line).startsWith(name).contains("too large: "));
        }
    }

    private void sparse(String name, String start) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
            // Text as far as the reader looks, then a hole.
            file.write((start + "\n").getBytes(StandardCharsets.ISO_8859_1));
            if (!name.endsWith("tar")) {
                file.write("some words\n".repeat(6_500).getBytes(StandardCharsets.ISO_8859_1));
            }
            file.setLength(TWO_GB);
        }
    }

    /** Reads a folder and prints what comes of it. */
    static final class Eaten {

        private Eaten() {}

        public static void main(String[] args) {
            Deque<byte[]> eaten = new ArrayDeque<>();
            FileReader reader = FileReader.builder()
                    .format(new Odd("eat", input -> {
                        try {
                            while (true) {
                                eaten.push(new byte[1 << 20]);
                                eaten.peek()[0] = 1;
                            }
                        } finally {
                            eaten.clear();
                        }
                    }))
                    .threads(1) // two at a time, and the one that eats would take from the other too
                    .build();
            ReadResult result = collect(reader, Path.of(args[0]));
            result.documents().forEach(document -> System.out.println(document.id()));
            result.failures()
                    .forEach(failure -> System.out.println(
                            failure.source().substring(args[0].length() + 1) + ": " + failure.reason()));
        }
    }
}
