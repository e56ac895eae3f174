package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;

/**
 * Refuses sections of OneNote whose lists of nodes go round in circles, which Tika follows until no memory is left.
 *
 * <p>One file per object, one thread.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/office_file_formats/ms-onestore/">Microsoft, [MS-ONESTORE], sections 2.3.1 and 2.4</a>
 */
final class OneNoteLists {

    private static final byte[] SECTION = HexFormat.of().parseHex("E4525C7B8CD8A74DAEB15378D02996D3");

    /** Real ones go four deep. */
    private static final int MAX_DEPTH = 32;

    /** How often a byte of the file may be read as one of a list, on average; lists may be shared. */
    private static final int MAX_TIMES = 4;

    private static final int ROOT_LIST = 172;
    private static final int LIST_HEADER_BYTES = 16;
    private static final int LIST_END_BYTES = 20;
    private static final int NODE_HEADER_BYTES = 4;
    private static final int POINTS_TO_LIST = 2;
    private static final int CHUNK_ENDS = 0xFF;

    /** A piece of a list. */
    private record Piece(long at, long bytes, int depth) {}

    private final FileChannel file;
    private final Deque<Piece> open = new ArrayDeque<>();

    private OneNoteLists(FileChannel file) {
        this.file = file;
    }

    /** Looks through the lists of a section; does nothing for other files. */
    static void requireTree(FileInput input) throws IOException, UnreadableFileException {
        byte[] head = input.head();
        if (head.length < 1024 || !Arrays.equals(Arrays.copyOf(head, SECTION.length), SECTION)) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(input.localFile())) {
            OneNoteLists lists = new OneNoteLists(file);
            lists.open.push(new Piece(header.getLong(ROOT_LIST), header.getInt(ROOT_LIST + 8) & 0xFFFFFFFFL, 1));
            lists.walk();
        }
    }

    private void walk() throws IOException, UnreadableFileException {
        long left = MAX_TIMES * file.size();
        while (!open.isEmpty()) {
            Piece piece = open.pop();
            left -= Math.max(piece.bytes, LIST_HEADER_BYTES + LIST_END_BYTES);
            if (left < 0 || piece.depth > MAX_DEPTH) {
                throw new UnreadableFileException(
                        "damaged: its lists of nodes go round in circles. Save it anew with the program it is from.");
            }
            // What is wrong with other pieces, Tika says.
            if (piece.bytes >= LIST_END_BYTES && piece.at >= 0 && piece.at <= file.size() - piece.bytes) {
                follow(piece);
            }
        }
    }

    private void follow(Piece piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) piece.bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && file.read(bytes, piece.at + bytes.position()) > 0) {
            // until it is full
        }
        int end = bytes.capacity() - LIST_END_BYTES;
        int at = LIST_HEADER_BYTES;
        while (at + NODE_HEADER_BYTES <= end) {
            int node = bytes.getInt(at);
            int kind = node & 0x3FF;
            int size = (node >> 10) & 0x1FFF;
            if (kind == 0 || kind == CHUNK_ENDS || size < NODE_HEADER_BYTES) {
                break;
            }
            if (((node >> 27) & 0xF) == POINTS_TO_LIST && at + NODE_HEADER_BYTES + 16 <= bytes.capacity()) {
                open.push(reference(bytes.position(at + NODE_HEADER_BYTES), node, piece.depth + 1));
            }
            at += size;
        }
        long next = bytes.getLong(end);
        if (next != -1) {
            open.push(new Piece(next, bytes.getInt(end + 8) & 0xFFFFFFFFL, piece.depth));
        }
    }

    /** Reads a place and a size, each in one of four ways; shorter ones count in steps of eight bytes. */
    private static Piece reference(ByteBuffer from, int node, int depth) {
        long at = switch ((node >> 23) & 3) {
            case 0 -> from.getLong();
            case 1 -> from.getInt() & 0xFFFFFFFFL;
            case 2 -> (from.getShort() & 0xFFFFL) * 8;
            default -> (from.getInt() & 0xFFFFFFFFL) * 8;
        };
        long bytes = switch ((node >> 25) & 3) {
            case 0 -> from.getInt() & 0xFFFFFFFFL;
            case 1 -> from.getLong();
            case 2 -> (from.get() & 0xFFL) * 8;
            default -> (from.getShort() & 0xFFFFL) * 8;
        };
        return new Piece(at, bytes, depth);
    }
}
