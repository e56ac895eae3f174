package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder larger than the heap, read by a JVM of its own: nothing is lost, and nothing runs out. */
class LittleMemoryTest {

    private static final String HEAP = "-Xmx96m";

    private static final int FILES = 48;

    private static final int FILE_BYTES = 3 << 20;

    private static final int PAGES = 300;

    @TempDir
    Path root;

    @Test
    void folder_largerThanTheHeap_isReadWhole() throws Exception {
        Path folder = Files.createDirectory(root.resolve("folder"));
        byte[] text = text(FILE_BYTES);
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 10 + FILES; i++) {
            write(folder, i + ".txt", text);
            expected.add(i + ".txt " + FILE_BYTES);
        }
        write(folder, "large.txt", text(40 << 20));
        write(folder, "pages.pdf", Pdfs.ofPages(PAGES));
        expected.add("large.txt too large");
        expected.add("pages.pdf " + PAGES + " pages");

        assertThat(linesOfChild(folder)).containsExactlyElementsOf(expected);
    }

    /** Sizes that no array holds: files are refused by their size, what files unpack to by the limit for it. */
    @Test
    void files_ofMoreThanTwoGigabytes_areRefusedByTheirLimits() throws Exception {
        Path folder = Files.createDirectory(root.resolve("folder"));
        sparse(folder, "a.txt", "words ");
        sparse(folder, "b.pdf", "%PDF-1.7\n");
        sparse(folder, "c.dat", "");
        byte[] member = gzip(new byte[32 << 20]);
        try (OutputStream out = Files.newOutputStream(folder.resolve("d.txt.gz"))) {
            for (int i = 0; i < 66; i++) {
                out.write(member);
            }
        }

        assertThat(linesOfChild(folder))
                .containsExactly(
                        "a.txt too large",
                        "b.pdf too large",
                        "c.dat media type not supported",
                        "d.txt the files within unpack to more than 268435456 bytes; this one and those after it are not read."
                                + " Raise maxBytes of the parts, or unpack the file.");
    }

    /** Writes a file of more than 2 GiB that takes no room on the disk. */
    private static void sparse(Path folder, String name, String start) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.write(start.repeat(64 * 1024 / Math.max(1, start.length())).getBytes(StandardCharsets.US_ASCII));
            file.setLength((2L << 30) + 1);
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] text(int length) {
        byte[] line = "The tide turns twice a day, and the boats turn with it.\n".getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = line[i % line.length];
        }
        return text;
    }

    private List<String> linesOfChild(Path folder) throws IOException, InterruptedException {
        Path output = root.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                        "-XX:+UseSerialGC",
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectOutput(output.toFile())
                .redirectError(root.resolve("errors.txt").toFile())
                .start();
        int exitCode = child.waitFor();
        assertThat(exitCode)
                .as("exit of %s", Files.readString(root.resolve("errors.txt")))
                .isZero();
        return Files.readAllLines(output);
    }

    /** What the child runs. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            FileReader.builder().threads(2).build().read(arguments[0], new DocumentSink() {

                @Override
                public void document(Document document) {
                    boolean pdf = document.id().endsWith(".pdf");
                    long pages = Arrays.stream(document.text().split("\f")).count();
                    System.out.println(document.id() + " "
                            + (pdf ? pages + " pages" : document.text().length()));
                }

                @Override
                public void failure(ReadFailure failure) {
                    String reason = failure.reason().replaceFirst(":.*", "");
                    System.out.println(Path.of(failure.source()).getFileName() + " " + reason);
                }
            });
        }
    }
}
