package dev.lectern.readers.office;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.poi.hpsf.PropertySetFactory;
import org.apache.poi.hpsf.SummaryInformation;
import org.apache.poi.hpsf.WritingNotSupportedException;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Compound files (OLE) of less common programs, made here as their specifications say, with the line "Two boats lie here." */
final class OleSamples {

    private static final String LINE = "Two boats lie here.";

    private OleSamples() {}

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    /** Makes a compound file with streams by their paths. */
    private static byte[] file(Map<String, byte[]> streams) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (Map.Entry<String, byte[]> stream : streams.entrySet()) {
                String[] path = stream.getKey().split("/", -1);
                DirectoryEntry directory = files.getRoot();
                for (int i = 0; i < path.length - 1; i++) {
                    directory = directory.hasEntryCaseInsensitive(path[i])
                            ? (DirectoryEntry) directory.getEntryCaseInsensitive(path[i])
                            : directory.createDirectory(path[i]);
                }
                directory.createDocument(path[path.length - 1], new ByteArrayInputStream(stream.getValue()));
            }
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    /**
     * Hancom, Hangul Word Processor 5.0: a header, a summary, and sections of records, of which that of number 67 is the text of a
     * paragraph.
     */
    static byte[] hwp(boolean packed) throws IOException {
        ByteBuffer header = buffer(256).put(OfficeSamples.utf8("HWP Document File"));
        header.putInt(32, 0x05000300).putInt(36, packed ? 1 : 0);
        byte[] text = utf16(LINE + "\r");
        ByteBuffer section = buffer(4 + 22 + 4 + text.length);
        section.putInt(66 | 22 << 20).putInt(text.length / 2).position(26);
        section.putInt(67 | 1 << 10 | text.length << 20).put(text);
        SummaryInformation summary = PropertySetFactory.newSummaryInformation();
        summary.setTitle("The pier");
        Map<String, byte[]> streams = new LinkedHashMap<>();
        streams.put("FileHeader", bytes(header));
        streams.put("BodyText/Section0", packed ? deflated(bytes(section)) : bytes(section));
        try {
            streams.put("\u0005HwpSummaryInformation", summary.toInputStream().readAllBytes());
        } catch (WritingNotSupportedException e) {
            throw new IOException(e);
        }
        return file(streams);
    }

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(packed, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /**
     * Visio before 2013: a header points to the list of streams, whose one stream holds the text of a shape.
     *
     * @param version 6 (Visio 2000) or 11 (Visio 2003 to 2010)
     */
    static byte[] vsd(int version) throws IOException {
        Charset charset = version > 6 ? StandardCharsets.UTF_16LE : StandardCharsets.US_ASCII;
        byte[] text = (LINE + "\n").getBytes(charset);
        int listAt = 0x36;
        int listBytes = 12 + 18;
        int textAt = listAt + listBytes;
        ByteBuffer document = buffer(textAt + 19 + 8 + text.length);
        document.put(OfficeSamples.utf8("Visio (TM) Drawing\r\n"));
        document.putShort(0x1A, (short) version).putInt(0x1C, document.capacity());
        pointer(document.position(0x24), 20, listAt, listBytes, 0);
        document.position(listAt).putInt(4).putInt(1).putInt(0);
        pointer(document, 0x0E, textAt, 19 + 8 + text.length, 0xD0);
        document.putInt(0x0E).putInt(1).putInt(0).putInt(8 + text.length).position(textAt + 19 + 8);
        document.put(text);
        return OfficeSamples.ole("VisioDocument", bytes(document));
    }

    private static void pointer(ByteBuffer to, int type, int offset, int bytes, int format) {
        to.putInt(type).putInt(0).putInt(offset).putInt(bytes).putShort((short) format);
    }

    /** Publisher: a table of twenty parts, of which those called TEXT hold the text of all frames. */
    static byte[] pub() throws IOException {
        byte[] text = utf16(LINE + "\r");
        ByteBuffer quill = buffer(0x20 + 20 * 24 + text.length);
        quill.put(OfficeSamples.utf8("CHNKINK ")).position(0x20);
        quill.putShort((short) 0x18).put(OfficeSamples.utf8("TEXT")).putShort((short) 0);
        quill.putInt(0).put(OfficeSamples.utf8("TEXT"));
        quill.putInt(0x20 + 20 * 24).putInt(text.length).position(0x20 + 20 * 24);
        quill.put(text);
        Map<String, byte[]> streams = new LinkedHashMap<>();
        streams.put("Contents", new byte[64]);
        streams.put("Quill/QuillSub/CONTENTS", bytes(quill));
        streams.put("Escher/EscherStm", new byte[0]);
        streams.put("Escher/EscherDelayStm", new byte[0]);
        return file(streams);
    }

    /** Corel, Quattro Pro 9: records of a beginning, the strings of all cells, and an end. */
    static byte[] qpw() throws IOException {
        byte[] text = OfficeSamples.utf8(LINE);
        ByteBuffer book = buffer(18 + 20 + text.length + 4);
        book.putShort((short) 1).putShort((short) 14).put(OfficeSamples.utf8("QPW9"));
        book.putShort((short) 9)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 9)
                .putShort((short) 1);
        book.putShort((short) 0x0407).putShort((short) (12 + 4 + text.length));
        book.putInt(1)
                .putInt(1)
                .putInt(1)
                .putShort((short) text.length)
                .put((byte) 0)
                .put((byte) '\'')
                .put(text);
        book.putShort((short) 2).putShort((short) 0);
        return OfficeSamples.ole("NativeContent_MAIN", bytes(book));
    }

    /** A compound file of a program whose streams tell what it is, and nothing of what it says. */
    static byte[] named(String... streams) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String stream : streams) {
            contents.put(stream, OfficeSamples.utf8(LINE));
        }
        return file(contents);
    }
}
