package dev.lectern.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read: from a disk, from a zip, from memory. */
class FileInputTest {

    @TempDir
    Path root;

    @Test
    void input_largerThanItsHead_givesHeadAndAll() throws IOException {
        byte[] bytes = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(root.resolve("a.txt"), bytes);

        try (FileInput input = FileInput.open(file)) {
            assertThat(input.head()).hasSize(FileInput.HEAD_BYTES);
            assertThat(input.bytes()).isEqualTo(bytes);
            assertThat(input.stream().readAllBytes()).isEqualTo(bytes);
            assertThat(input.sizeBytes()).isEqualTo(100_000);
            assertThat(input.localFile()).isEqualTo(file);
        }
        assertThat(file).exists();
    }

    @Test
    void localFile_ofMemory_isACopyThatCloseRemoves() throws IOException {
        FileInput input = FileInput.of("a.txt", new byte[] {1, 2});

        Path copy = input.localFile();

        assertThat(copy).hasBinaryContent(new byte[] {1, 2});
        assertThat(input.localFile()).isEqualTo(copy);
        input.close();
        assertThat(copy).doesNotExist();
    }

    @Test
    void input_inAZipFileSystem_isReadAndCopiedWhereAFileIsAsked() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(root.resolve("a.zip"), Map.of("create", "true"))) {
            Path file = Files.writeString(zip.getPath("/notes.txt"), "words");

            try (FileInput input = FileInput.open(file)) {
                assertThat(input.name()).isEqualTo("notes.txt");
                assertThat(input.isLocalFile()).isFalse();
                assertThat(input.bytes()).asString().isEqualTo("words");
                assertThat(input.localFile()).hasContent("words");
            }
        }
    }

    @Test
    void password_neverStandsInToString() {
        assertThat(FileInput.of("a", new byte[0]).withPassword("secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void helpers_unlessGiven_refuseAllWork() {
        FileInput input = FileInput.of("a", new byte[0]);
        List<String> done = new ArrayList<>();

        input.withHelpers(Runnable::run).withPassword("secret").helpers().execute(() -> done.add("helped"));

        assertThat(done).containsExactly("helped");
        assertThatThrownBy(() -> input.helpers().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the file is read by one thread");
    }

    @Test
    void type_notWellFormed_isRefusedWithTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileType.of("CSV"))
                .withMessage("mediaType must be type/subtype in lower case, got: \"CSV\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileType.of("text/csv", ".csv"))
                .withMessage("extensions must be lower case without a dot before, got: \".csv\"");
    }
}
