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
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void tar_withoutItsEnd_isAFailureBesideItsEntries() throws IOException {
        byte[] whole = tar(Map.of("a.txt", utf8("One")));
        Path file = write(root, "x.tar", Arrays.copyOf(whole, 1024));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(ids(result)).containsExactly("x.tar!/a.txt", "x.tar");
        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .startsWith("damaged: the mark at the end of the archive is missing, so entries may be."));
    }

    @Test
    void zip_severalEntriesOfOneName_areAllRead() throws IOException {
        byte[] zip = zip(new LinkedHashMap<>(Map.of("a.txt", utf8("One"), "b.txt", utf8("Two"))));
        byte[] same = new String(zip, StandardCharsets.ISO_8859_1)
                .replace("b.txt", "a.txt")
                .getBytes(StandardCharsets.ISO_8859_1);

        ReadResult result = collect(FileReader.create(), write(root, "x.zip", same));

        assertThat(result.failures()).isEmpty();
        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/a.txt", "x.zip!/a.txt (2)");
        assertThat(result.documents()).extracting(Document::text).contains("One", "Two");
    }

    @Test
    void zip_checksumIsWrong_isAFailureOfTheEntry() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (String text : List.of("The treasure", "The gold")) {
                ZipEntry entry = new ZipEntry(text + ".txt");
                CRC32 crc = new CRC32();
                crc.update(utf8(text));
                entry.setCrc(crc.getValue());
                entry.setSize(text.length());
                out.putNextEntry(entry);
                out.write(utf8(text));
            }
        }
        byte[] damaged = bytes.toByteArray();
        damaged[new String(damaged, StandardCharsets.ISO_8859_1).indexOf("The treasureP")] = 'X';
        Path file = write(root, "x.zip", damaged);

        ReadResult result = collect(FileReader.create(), file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/The gold.txt");
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo(file + "!/The treasure.txt");
            assertThat(failure.reason())
                    .isEqualTo("damaged: its content is not what the directory of the archive says."
                            + " Check that the whole archive is there.");
        });
    }

    /** Archives that zip 3.0 and pyzipper wrote, with the password tide. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "traditional, UEsDBAoACQAAACdpfV3GEjjVFwAAAAsAAAAFAAAAYS50eHROENlUEBwyjSdyrd8FduofM67nAaQZflBLBwjGEjjVFwAAAAsAAABQSwMEFAAJAAgAKGl9Xd3+qSgtAAAAsAQAAAUAAABiLnR4dEfqfwAx3cN7Culhc34lYIdKdOyFMZkFSqc55Ed9asRKs+A+6L6ZgMDPaJlK2VBLBwjd/qkoLQAAALAEAABQSwECHgMKAAkAAAAnaX1dxhI41RcAAAALAAAABQAAAAAAAAABAAAApIEAAAAAYS50eHRQSwECHgMUAAkACAAoaX1d3f6pKC0AAACwBAAABQAAAAAAAAABAAAApIFKAAAAYi50eHRQSwUGAAAAAAIAAgBmAAAAqgAAAAAA",
        "AES of 256 bits, UEsDBBQAAQBjAClpfV0AAAAAKQAAAAsAAAAFAAsAYS50eHQBmQcAAgBBRQMIAKPzv6ExGrpXH8qqFhEQTl9g9n46pnnE3yiskhrBQFjGS+pIopMXCyYrUEsDBBQAAQBjAClpfV0AAAAAPQAAALAEAAAFAAsAYi50eHQBmQcAAgBBRQMIAIz+vH8ikwuhNMnwSMpgdEgwHYVdmjxFNq5yvxVvQgiVw9QFRLK89k/5n80PL0KO7UWTDSimkWTI2B/DXzlQSwECFAMUAAEAYwApaX1dAAAAACkAAAALAAAABQALAAAAAAAAAAAAgAEAAAAAYS50eHQBmQcAAgBBRQMIAFBLAQIUAxQAAQBjAClpfV0AAAAAPQAAALAEAAAFAAsAAAAAAAAAAACAAVcAAABiLnR4dAGZBwACAEFFAwgAUEsFBgAAAAACAAIAfAAAAMIAAAAAAA==",
        "AES of 128 bits, UEsDBBQAAQBjAClpfV0AAAAAHwAAAAsAAAAFAAsAYS50eHQBmQcAAgBBRQEAAI7n8RhbBRpqROIT4vU+cNyWSS7/L8/Dn+kZc/a9n1ZQSwECFAMUAAEAYwApaX1dAAAAAB8AAAALAAAABQALAAAAAAAAAAAAgAEAAAAAYS50eHQBmQcAAgBBRQEAAFBLBQYAAAAAAQABAD4AAABNAAAAAAA="
    })
    void zip_encrypted_isOpenedByThePassword(String cipher, String base64) throws IOException {
        byte[] zip = Base64.getDecoder().decode(base64);
        Path file = write(root, "x.zip", zip);

        ReadResult right = collect(FileReader.builder().password("tide").build(), file);
        ReadResult wrong = collect(FileReader.builder().password("ebb").build(), file);
        ReadResult none = collect(FileReader.create(), file);

        assertThat(right.failures()).isEmpty();
        assertThat(right.documents().get(1).text()).isEqualTo("Two boats.\n");
        assertThat(right.documents().stream().skip(2))
                .allSatisfy(document -> assertThat(document.text()).isEqualTo("Two boats lie here. ".repeat(60)));
        assertThat(ids(none)).containsExactly("x.zip");
        assertThat(wrong.failures().get(0).reason()).isEqualTo("encrypted: the given password does not open it.");
        assertThat(none.failures())
                .hasSameSizeAs(wrong.failures())
                .allSatisfy(failure -> assertThat(failure.reason())
                        .isEqualTo("encrypted: it needs a password. Give the option password."));
    }

    @Test
    void zip_encryptedContentChanged_isDamaged() throws IOException {
        byte[] zip = Base64.getDecoder()
                .decode(
                        "UEsDBBQAAQBjAClpfV0AAAAAHwAAAAsAAAAFAAsAYS50eHQBmQcAAgBBRQEAAI7n8RhbBRpqROIT4vU+cNyWSS7/L8/Dn+kZc/a9n1ZQSwECFAMUAAEAYwApaX1d"
                                + "AAAAAB8AAAALAAAABQALAAAAAAAAAAAAgAEAAAAAYS50eHQBmQcAAgBBRQEAAFBLBQYAAAAAAQABAD4AAABNAAAAAAA=");
        zip[30 + 5 + 11 + 8 + 2 + 3] ^= 1;

        ReadResult result = collect(FileReader.builder().password("tide").build(), write(root, "x.zip", zip));

        assertThat(ids(result)).containsExactly("x.zip");
        assertThat(result.failures().get(0).reason()).startsWith("damaged: its encrypted content was changed.");
    }

    @Test
    void zip_behindAProgramAndBeforeAComment_isRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {'M', 'Z', 0, 1, 2, 3, 0, 0});
        bytes.write(zip(Map.of("a.txt", utf8("One"))));
        byte[] zip = bytes.toByteArray();
        zip[zip.length - 2] = 3;

        ReadResult result = collect(
                FileReader.create(), write(root, "x.zip", concat(Arrays.copyOfRange(zip, 8, zip.length), utf8("PK!"))));
        try (ZipArchive archive = ZipArchive.open(write(root, "x.exe", concat(zip, utf8("PK!"))))) {
            assertThat(archive.entries()).extracting(ZipArchive.Entry::name).containsExactly("a.txt");
            assertThat(archive.content(archive.entries().get(0), "")).hasContent("One");
        }

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/a.txt");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void namesOfEntries_thatWouldBeObeyed_areShownWithoutThem() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a\u001B[31m\u202Eb\nc.txt", utf8("One"));
        entries.put("d\u0007.bin", new byte[] {0, 1, 2});
        Path file = write(root, "x.zip", zip(entries));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(ids(result)).containsExactly("x.zip", "x.zip!/a [31m b c.txt");
        assertThat(result.documents().get(0).text()).isEqualTo("a [31m b c.txt\nd .bin");
        assertThat(result.documents().get(1).metadata().text(MetadataKeys.FILE_NAME))
                .contains("a [31m b c.txt");
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(file + "!/d .bin");
    }

    @Test
    void packedFiles_weighWhatTheyMayUnpackTo() throws IOException {
        byte[] zeros = new byte[3_000_000];
        byte[] zip = zip(Map.of("a.txt", zeros));
        byte[] gzip = gzip(zeros);

        assertThat(weight(write(root, "x.zip", zip))).isEqualTo(3_000_000);
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);

        assertThat(weight(write(root, "x.gz", gzip))).isEqualTo(3_000_000);
        assertThat(weight(write(root, "small.gz", gzip(new byte[500_000])))).isBetween(500_000L, 700_000L);
        assertThat(weight(write(root, "large.gz", gzip(noise)))).isBetween(50_000L, 51_000L);
        assertThat(weight(write(root, "bomb.gz", gzip(new byte[200_000_000])))).isBetween(8_000_000L, 8_100_000L);
        assertThat(weight(write(root, "cut.gz", Arrays.copyOf(gzip(noise), 40_000))))
                .isEqualTo(40_000);
        assertThat(weight(write(root, "x.bz2", utf8("BZh9" + "x".repeat(20_000)))))
                .isEqualTo(10_000_000);
        assertThat(weight(write(root, "x.txt", "text"))).isEqualTo(4);
        assertThat(weight(write(root, "cut.zip", Arrays.copyOf(zip, 100)))).isEqualTo(100);
    }

    private static long weight(Path file) throws IOException {
        return Expansion.of(FileEntry.readable("x", file, Files.size(file)), 10_000_000, 8_000_000);
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
