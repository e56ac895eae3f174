package dev.lectern.readers.office;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A section of OneNote with one paragraph, as far as its specification asks for: lists of nodes that point to lists of nodes, the
 * last of which declares the objects of the only revision.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/office_file_formats/ms-onestore/">Microsoft, [MS-ONESTORE], sections 2.3.1, 2.4, 2.5
 *     and 2.6</a>
 */
final class OneNoteSample {

    private static final String SECTION = "E4525C7B8CD8A74DAEB15378D02996D3";
    private static final String STORE = "3FDD9A101B91F549A5D01791EDC8AED8";

    private static final int HEADER_BYTES = 1024;
    private static final int LIST_BYTES = 512;

    /** Identities that stand for themselves. */
    private static final byte[] SPACE = identity(1);

    private static final byte[] REVISION = identity(2);
    private static final byte[] GROUP = identity(3);
    private static final int PARAGRAPH = 4;
    private static final int TEXT = 5;

    private OneNoteSample() {}

    static byte[] of(String line) {
        int root = HEADER_BYTES;
        int space = root + LIST_BYTES;
        int revisions = space + LIST_BYTES;
        int objects = revisions + LIST_BYTES;
        int paragraph = objects + LIST_BYTES;
        int text = paragraph + 64;
        byte[] words = (line + "\0").getBytes(StandardCharsets.UTF_16LE);
        int textBytes = 4 + 2 + 4 + 4 + words.length;
        ByteBuffer file = ByteBuffer.allocate(text + textBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(hex(SECTION)).put(identity(7), 0, 16).position(48);
        file.put(hex(STORE)).putLong(172, root).putInt(180, LIST_BYTES);

        list(file, root, node(0x08, reference(space), SPACE), node(0x04, SPACE));
        list(file, space, node(0x0C, SPACE), node(0x10, reference(revisions)));
        list(
                file,
                revisions,
                node(0x14, SPACE, new byte[4]),
                node(0x1E, REVISION, identity(0), ints(1), new byte[2]),
                node(0xB0, reference(objects), GROUP),
                node(0x5A, identity(PARAGRAPH), ints(1)),
                node(0x1C));
        list(
                file,
                objects,
                node(0xB4, GROUP),
                node(0x22),
                node(0x24, ints(0), Arrays.copyOf(identity(0xAA), 16)),
                node(0x28),
                object(paragraph, 64, PARAGRAPH, 0x0006000D),
                object(text, textBytes, TEXT, 0x0006000E),
                node(0xB8));

        // Objects it points to, none in other spaces; one property, which is a list of one object.
        file.position(paragraph);
        file.putInt(0x80000001)
                .putInt(TEXT)
                .putShort((short) 1)
                .putInt(0x24001C1F)
                .putInt(1);
        file.position(text);
        file.putInt(0x80000000)
                .putShort((short) 1)
                .putInt(0x1C001C22)
                .putInt(words.length)
                .put(words);
        return file.array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** A GUID and a number; objects have one GUID, which the table of their group lists, and differ by the number. */
    private static byte[] identity(int number) {
        byte[] identity = new byte[20];
        if (number != 0) {
            Arrays.fill(identity, 0, 16, (byte) 0xAA);
        }
        identity[16] = (byte) number;
        return identity;
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] reference(int list) {
        return ints(list, LIST_BYTES);
    }

    private static byte[] object(int at, int bytes, int number, int kind) {
        return node(
                0xA4, ints(at, bytes), ints(number), ints(kind), new byte[] {(byte) (number == PARAGRAPH ? 1 : 0), 1});
    }

    private static byte[] node(int kind, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        // References have four bytes for the place and four for the size.
        int base = kind == 0xA4 ? 1 : kind == 0x08 || kind == 0x10 || kind == 0xB0 ? 2 : 0;
        ByteBuffer node = ByteBuffer.allocate(4 + content.size()).order(ByteOrder.LITTLE_ENDIAN);
        node.putInt(kind | node.capacity() << 10 | (base == 0 ? 0 : 1) << 23 | base << 27 | 1 << 31);
        node.put(content.toByteArray());
        return node.array();
    }

    private static void list(ByteBuffer file, int at, byte[]... nodes) {
        file.position(at);
        file.putLong(0xA4567AB1F5F7F4C4L).putInt(0x10 + at / LIST_BYTES).putInt(0);
        for (byte[] node : nodes) {
            file.put(node);
        }
        file.position(at + LIST_BYTES - 20);
        file.putLong(-1).putInt(0).putLong(0x8BC215C38233BA4BL);
    }
}
