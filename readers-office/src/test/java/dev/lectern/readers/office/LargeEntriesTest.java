package dev.lectern.readers.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.readers.file.FileReader;
import dev.lectern.readers.file.PartLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of a few megabytes with an entry that no array holds, between two small ones, read by a JVM of its own with little memory. */
class LargeEntriesTest {

    private static final int PIECE_BYTES = 64 << 20;

    private static final int PIECES = 33;

    private static final long BYTES = (long) PIECE_BYTES * PIECES;

    private static final byte[] FIRST = OfficeSamples.utf8("Two boats lie here.");

    private static final byte[] LAST = OfficeSamples.utf8("Three boats sail.");

    private static final String LIMIT =
            "the files within unpack to more than 268435456 bytes; this one and those after it are not read."
                    + " Raise maxBytes of the parts, or unpack the file.";

    @TempDir
    static Path root;

    /** Packs one piece and takes it again and again: packing all of it takes longer than reading it. */
    @BeforeAll
    static void makeArchives() throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        Arrays.fill(piece, (byte) ' ');
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        DeflaterOutputStream out = new DeflaterOutputStream(one, deflater, 8192, true);
        out.write(piece);
        out.flush();
        deflater.end();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        CRC32 sum = new CRC32();
        for (int i = 0; i < PIECES; i++) {
            one.writeTo(all);
            sum.update(piece);
        }
        all.writeBytes(new byte[] {3, 0}); // an empty block that is the last one
        zip(root.resolve("a.zip"), all.toByteArray(), sum.getValue());
        sevenZip(root.resolve("a.7z"), all.toByteArray(), sum.getValue());
    }

    @Test
    void entryOfMoreThanTwoGigabytes_endsWithTheLimitForParts() throws Exception {
        assertThat(linesOfChild(PartLimits.defaults().maxBytes(), "a.zip", "a.7z"))
                .containsExactly(
                        "a.zip",
                        "a.zip!/a.txt Two boats lie here.",
                        "a.zip!/b.txt " + LIMIT,
                        "a.zip " + LIMIT,
                        "a.7z",
                        "a.7z!/a.txt Two boats lie here.",
                        "a.7z!/b.txt " + LIMIT,
                        "a.7z " + LIMIT);
    }

    /** Only in a zip: on its way to the disk the entry takes seconds, and from there on 7z is read by the same code. */
    @Test
    void entryOfMoreThanTwoGigabytes_wherePartsMayBeLarger_isAFailureBesideTheOthers() throws Exception {
        assertThat(linesOfChild(2 * BYTES, "a.zip"))
                .containsExactly(
                        "a.zip",
                        "a.zip!/a.txt Two boats lie here.",
                        "a.zip!/b.txt too large: " + BYTES + " bytes of text/plain, the limit is 33554432 bytes."
                                + " Raise maxFileBytes, or exclude the file.",
                        "a.zip!/c.txt Three boats sail.");
    }

    private static void zip(Path file, byte[] packed, long crc) throws IOException {
        ZipArchiveEntry large = new ZipArchiveEntry("b.txt");
        large.setMethod(ZipArchiveEntry.DEFLATED);
        large.setCrc(crc);
        large.setSize(BYTES);
        large.setCompressedSize(packed.length);
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            put(zip, "a.txt", FIRST);
            zip.addRawArchiveEntry(large, new ByteArrayInputStream(packed));
            put(zip, "c.txt", LAST);
        }
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] text) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(text);
        zip.closeArchiveEntry();
    }

    /** Igor Pavlov, 7z Format: contents one after the other, then a header that says how each is packed. */
    private static void sevenZip(Path file, byte[] packed, long crc) throws IOException {
        byte[] names = "a.txt\0b.txt\0c.txt\0".getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer header = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {1, 4, 6, 0, 3, 9});
        numbers(header, FIRST.length, packed.length, LAST.length);
        header.put(new byte[] {0, 7, 11, 3, 0});
        header.put(new byte[] {1, 1, 0, 1, 3, 4, 1, 8, 1, 1, 0}); // stored, deflate, stored
        header.put((byte) 12);
        numbers(header, FIRST.length, BYTES, LAST.length);
        header.put(new byte[] {10, 1})
                .putInt((int) crcOf(FIRST))
                .putInt((int) crc)
                .putInt((int) crcOf(LAST));
        header.put(new byte[] {0, 8, 0, 0, 5, 3, 17, (byte) (names.length + 1), 0})
                .put(names)
                .put(new byte[] {0, 0});
        byte[] written = new byte[header.position()];
        header.get(0, written);
        ByteBuffer place = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        place.putLong(FIRST.length + packed.length + LAST.length).putLong(written.length);
        place.putInt((int) crcOf(written));
        ByteBuffer start = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        start.put(new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4});
        start.putInt((int) crcOf(place.array())).put(place.array());
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] part : List.of(start.array(), FIRST, packed, LAST, written)) {
                out.write(part);
            }
        }
    }

    /** Numbers of eight bytes; there are shorter ways. */
    private static void numbers(ByteBuffer header, long... numbers) {
        for (long number : numbers) {
            header.put((byte) 0xFF).putLong(number);
        }
    }

    private static long crcOf(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static List<String> linesOfChild(long maxPartBytes, String... names)
            throws IOException, InterruptedException {
        Path output = root.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                String.valueOf(maxPartBytes)));
        for (String name : names) {
            command.add(root.resolve(name).toString());
        }
        Process child = new ProcessBuilder(command)
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
            FileReader reader = FileReader.builder()
                    .parts(new PartLimits(5, 100, Long.parseLong(arguments[0])))
                    .build();
            for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
                reader.read(file, new DocumentSink() {

                    @Override
                    public void document(Document document) {
                        boolean list = !document.id().contains("!");
                        System.out.println(document.id() + (list ? "" : " " + document.text()));
                    }

                    @Override
                    public void failure(ReadFailure failure) {
                        String source = failure.source()
                                .substring(Path.of(file).getParent().toString().length() + 1);
                        System.out.println(source + " " + failure.reason());
                    }
                });
            }
        }
    }
}
