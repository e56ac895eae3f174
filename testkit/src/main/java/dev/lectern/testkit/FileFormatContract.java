package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Says what every {@link FileFormat} does, over one file of it that the subclass gives. */
public abstract class FileFormatContract {

    private static final int CUTS = 12;

    /** For subclasses. */
    protected FileFormatContract() {}

    /** Makes the format under test. */
    protected abstract FileFormat open();

    /** Returns the name of a file of this format. */
    protected abstract String fileName();

    /** Returns the bytes of that file; its text and that of the files within it is not blank. */
    protected abstract byte[] file();

    @Test
    void types_always_areOneOrMoreOfTheirOwn() {
        assertThat(open().types()).isNotEmpty();
        assertThat(open().types()).extracting(FileType::mediaType).doesNotHaveDuplicates();
    }

    @Test
    void defaultMaxBytes_always_isPositive() {
        assertThat(open().defaultMaxBytes()).isPositive();
    }

    @Test
    void recognises_noBytes_isFalse() {
        assertThat(open().recognises(new byte[0])).isFalse();
    }

    @Test
    void recognises_plainWords_isFalse() {
        assertThat(open().recognises("The tide turns twice a day.".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void read_file_givesTextOrFilesWithin() throws Exception {
        List<String> items = read(file());

        assertThat(items).isNotEmpty().anySatisfy(item -> assertThat(item).isNotBlank());
    }

    @Test
    void read_twice_givesTheSame() throws Exception {
        FileFormat format = open();

        List<String> first = read(format, file());

        assertThat(read(format, file())).isEqualTo(first);
        assertThat(read(open(), file())).isEqualTo(first);
    }

    @Test
    void read_severalThreads_giveTheSame() throws Exception {
        FileFormat format = open();
        List<String> expected = read(format, file());

        assertThat(Samples.concurrently(4, () -> read(format, file())))
                .hasSize(4)
                .containsOnly(expected);
    }

    /** A cut file gives what it still holds or says in an exception that it is damaged; nothing else may leave a format. */
    @Test
    void read_cutFile_endsInTextOrInAnException() {
        byte[] whole = file();
        for (int i = 0; i < CUTS; i++) {
            endsWell(Arrays.copyOf(whole, (int) ((long) whole.length * i / CUTS)));
        }
    }

    @Test
    void read_garbledFile_endsInTextOrInAnException() {
        Random random = new Random(7);
        for (int i = 0; i < CUTS; i++) {
            byte[] bytes = file().clone();
            for (int j = 0; j < 1 + bytes.length / 50; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            endsWell(bytes);
        }
    }

    private void endsWell(byte[] bytes) {
        try {
            assertThat(read(bytes)).isNotNull();
        } catch (UnreadableFileException e) {
            assertThat(e.reason()).isNotBlank().doesNotContain("\n");
        } catch (IOException | RuntimeException e) {
            // What the reader turns into a failure that names the file.
            assertThat(e).isNotNull();
        }
    }

    private List<String> read(byte[] bytes) throws IOException, UnreadableFileException {
        return read(open(), bytes);
    }

    private List<String> read(FileFormat format, byte[] bytes) throws IOException, UnreadableFileException {
        List<String> items = new ArrayList<>();
        try (FileInput input = FileInput.of(fileName(), bytes)) {
            format.read(input, new Gathering(items));
        }
        return items;
    }

    /** Writes what comes into a list, and checks that documents can be made of it. */
    private record Gathering(List<String> items) implements FileSink {

        @Override
        public void document(FileContent content) {
            document("", content);
        }

        @Override
        public void document(String part, FileContent content) {
            Document document = Document.of("file", content.text(), content.metadata(), content.sections());
            items.add(part + document.text() + document.metadata() + document.sections());
        }

        @Override
        public void part(String name, InputStream bytes) throws IOException {
            items.add(name + Arrays.hashCode(bytes.readAllBytes()));
        }

        @Override
        public void failure(String part, String reason, @Nullable Throwable cause) {
            items.add(part + reason);
        }
    }
}
