package dev.lectern.server.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body as they come, in pieces; each piece is paid from the memory of all bodies before it is allocated.
 *
 * <p>One array that doubles would take up to three times what was counted. One thread at a time.
 */
final class BodyBuffer {

    private static final int PIECE_BYTES = 16 * 1024;

    private final BodyMemory.Share memory;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long bytes;

    BodyBuffer(BodyMemory.Share memory) {
        this.memory = memory;
    }

    long bytes() {
        return bytes;
    }

    /** Adds what remains of a buffer; false, with a part of it added, if there is no memory for it now. */
    boolean add(ByteBuffer more) {
        bytes += more.remaining();
        while (more.hasRemaining()) {
            ByteBuffer piece = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (piece == null || !piece.hasRemaining()) {
                int size = pieces.isEmpty() ? more.remaining() : PIECE_BYTES; // most bodies come at once
                if (!memory.take(size)) {
                    return false;
                }
                piece = ByteBuffer.allocate(size);
                pieces.add(piece);
            }
            int length = Math.min(piece.remaining(), more.remaining());
            piece.put(more.slice(more.position(), length));
            more.position(more.position() + length);
        }
        return true;
    }

    /** Returns all in one buffer; nothing if there is no memory for it now. */
    @Nullable
    ByteBuffer whole() {
        if (pieces.size() == 1) {
            return pieces.get(0).flip();
        } else if (!memory.take((int) bytes)) {
            return null;
        }
        ByteBuffer whole = ByteBuffer.allocate((int) bytes);
        pieces.forEach(piece -> whole.put(piece.flip()));
        return whole.flip();
    }
}
