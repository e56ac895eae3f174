package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.failure;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static dev.lectern.readers.file.FormatSamples.gzip;
import static dev.lectern.readers.file.FormatSamples.tar;
import static dev.lectern.readers.file.FormatSamples.utf8;
import static dev.lectern.readers.file.FormatSamples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files within files, and what bounds them. */
class ArchivesTest {

    private static final List<String> NAMES = List.of(
            "\u5BA1\u8BA1\u538B\u7F29\u6587\u4EF6\u6D4B\u8BD5.txt",
            "\u6211\u4EEC\u7684\u4E2D\u56FD\u4EBA\u6C11\u5927\u5B66.txt",
            "\u8FD9\u662F\u4E00\u4E2A\u6587\u4EF6\u7684\u540D\u5B57.txt");

    @TempDir
    Path root;

    @Test
    void archive_withinAnArchive_leavesNoCopyOnDisk() throws IOException {
        byte[] inner = zip(Map.of("one.txt", utf8("Only here: " + UUID.randomUUID())));
        write(root, "x.tar", tar(Map.of("inner.zip", inner)));

        ReadResult result = collect(FileReader.create(), root);

        assertThat(ids(result)).contains("x.tar!/inner.zip!/one.txt");
        try (DirectoryStream<Path> copies =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "lectern-*.tmp")) {
            for (Path copy : copies) {
                if (Files.exists(copy) && Files.size(copy) == inner.length) {
                    assertThat(Files.readAllBytes(copy)).isNotEqualTo(inner);
                }
            }
        }
    }

    @Test
    void archive_ofAnyKind_isAListAndADocumentPerEntry() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("b/two.md", utf8("# Two"));
        entries.put("one.txt", utf8("One"));
        write(root, "x.zip", zip(entries));
        write(root, "y.tar", tar(entries));
        write(root, "z.tgz", gzip(tar(entries)));

        ReadResult result = collect(FileReader.create(), root);

        assertThat(result.failures()).isEmpty();
        assertThat(ids(result))
                .containsExactly(
                        "x.zip",
                        "x.zip!/b/two.md",
                        "x.zip!/one.txt",
                        "y.tar!/b/two.md",
                        "y.tar!/one.txt",
                        "y.tar",
                        "z.tgz!/z.tar!/b/two.md",
                        "z.tgz!/z.tar!/one.txt",
                        "z.tgz!/z.tar");
        Document entry = result.documents().get(1);
        assertThat(entry.metadata().text(MetadataKeys.SOURCE_ID)).contains("x.zip!/b/two.md");
        assertThat(entry.metadata().text(MetadataKeys.FILE_NAME)).contains("two.md");
        assertThat(entry.metadata().text(MetadataKeys.FILE_PATH))
                .contains(root.resolve("x.zip").toString());
        assertThat(result.documents().get(0).text()).isEqualTo("b/two.md\none.txt");
    }

    @Test
    void archive_badEntry_isAFailureBesideTheOthers() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("noise.bin", new byte[] {0, 1, 2, 3});
        entries.put("one.txt", utf8("One"));
        Path file = write(root, "x.zip", zip(entries));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/one.txt");
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(file + "!/noise.bin");
    }

    @Test
    void archive_namesInGbk_areDecoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, Charset.forName("GBK"))) {
            for (String name : NAMES) {
                out.putNextEntry(new ZipEntry(name));
                out.write(utf8("One"));
            }
        }

        ReadResult result = collect(FileReader.create(), write(root, "x.zip", bytes.toByteArray()));

        assertThat(result.documents().get(0).text()).isEqualTo(String.join("\n", NAMES));
    }

    @Test
    void archive_nameThatClimbs_isANameOnly() throws IOException {
        Path file = write(root, "in/x.zip", zip(Map.of("../../evil.txt", utf8("One"))));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/../../evil.txt");
        assertThat(root.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void archive_nestedTooDeeply_isAFailureThatSaysSo() throws IOException {
        byte[] nested = utf8("One");
        for (int i = 0; i < 4; i++) {
            nested = gzip(nested);
        }
        Path file = write(root, "x.gz", nested);
        FileReader reader =
                FileReader.builder().parts(new PartLimits(3, 10, 1000)).build();

        ReadResult result = collect(reader, file);

        assertThat(result.documents()).isEmpty();
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .startsWith("files are nested in files more than 3 levels deep, as in an archive that holds"));
        assertThat(collect(FileReader.create(), file).documents()).hasSize(1);
    }

    @Test
    void archive_moreBytesThanAllowed_isReadSoFarAndNamed() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.txt", utf8("One"));
        entries.put("bomb.txt", new byte[20_000_000]);
        entries.put("c.txt", utf8("Three"));
        Path file = write(root, "x.zip", zip(entries));
        FileReader reader =
                FileReader.builder().parts(new PartLimits(3, 10, 10_000_000)).build();

        ReadResult result = collect(reader, file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/a.txt");
        assertThat(result.failures())
                .extracting(ReadFailure::source)
                .containsExactly(file + "!/bomb.txt", file.toString());
        assertThat(result.failures())
                .allSatisfy(failure -> assertThat(failure.reason())
                        .startsWith("the files within unpack to more than 10000000 bytes;"));
    }

    @Test
    void archive_moreEntriesThanAllowed_isReadSoFarAndNamed() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            entries.put(i + ".txt", utf8("One"));
        }
        Path file = write(root, "x.zip", zip(entries));

        ReadResult result =
                collect(FileReader.builder().parts(new PartLimits(3, 2, 1000)).build(), file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/0.txt", "x.zip!/1.txt");
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).startsWith("more than 2 files within;"));
    }

    @Test
    void archive_largeEntry_goesThroughATemporaryFile() throws IOException {
        String text = "The tide turns. ".repeat(700_000);
        Path file = write(root, "x.zip", zip(Map.of("large.txt", utf8(text))));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(result.documents()).hasSize(2);
        assertThat(result.documents().get(1).text()).hasSize(text.length());
    }

    @Test
    void archive_truncated_isAFailure() throws IOException {
        byte[] whole = zip(Map.of("a.txt", utf8("One".repeat(1000))));
        byte[] tarred = tar(Map.of("a.txt", utf8("One".repeat(1000))));

        assertThat(failure(write(root, "x.zip", Arrays.copyOf(whole, whole.length / 2)))
                        .reason())
                .startsWith("damaged: ");
        assertThat(collect(FileReader.create(), write(root, "x.tar", Arrays.copyOf(tarred, 1000)))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .isEqualTo("damaged: the archive ends within an entry. Check that the whole file is there."));
    }

    @Test
    void limits_outOfRange_areRefusedWithTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartLimits(0, 1, 1))
                .withMessage("maxDepth must be 1 to 100, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartLimits(1, 0, 1))
                .withMessage("maxParts must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartLimits(1, 1, 0))
                .withMessage("maxBytes must be 1 or more, got: 0");
    }
}
