package dev.lectern.embed.cache;

import dev.lectern.embed.Embedding;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How an entry lies in a segment: dimensions, key, checksum of both, floats, checksum of all. Big-endian; see
 * {@code docs/formats/embedding-cache.md}.
 */
final class Entries {

    /** Dimensions, key and their checksum: what is read when a cache is opened. */
    static final int HEAD_BYTES = Integer.BYTES + Key.BYTES + Integer.BYTES;

    private Entries() {}

    /** What the head of an entry says. */
    record Head(Key key, int dimensions) {

        long entryBytes() {
            return Entries.bytes(dimensions);
        }
    }

    static long bytes(int dimensions) {
        return HEAD_BYTES + (long) dimensions * Float.BYTES + Integer.BYTES;
    }

    static byte[] write(Key key, Embedding embedding) {
        byte[] bytes = new byte[Math.toIntExact(bytes(embedding.dimensions()))];
        ByteBuffer entry = ByteBuffer.wrap(bytes);
        entry.putInt(embedding.dimensions());
        key.writeTo(entry);
        entry.putInt(checksum(bytes, entry.position()));
        for (int i = 0; i < embedding.dimensions(); i++) {
            entry.putFloat(embedding.get(i));
        }
        entry.putInt(checksum(bytes, entry.position()));
        return bytes;
    }

    /** Reads a head; empty where the bytes are none. */
    static Optional<Head> head(byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int dimensions = head.getInt();
        Key key = Key.readFrom(head);
        boolean sound = head.getInt(head.position()) == checksum(bytes, head.position()) && dimensions > 0;
        return sound ? Optional.of(new Head(key, dimensions)) : Optional.empty();
    }

    /** Reads an entry; empty where it is damaged or the entry of another key. */
    static Optional<Embedding> embedding(byte[] bytes, Key key) {
        int sealed = bytes.length - Integer.BYTES;
        ByteBuffer entry = ByteBuffer.wrap(bytes);
        if (entry.getInt(sealed) != checksum(bytes, sealed)
                || !head(bytes).map(Head::key).equals(Optional.of(key))) {
            return Optional.empty();
        }
        float[] values = new float[entry.getInt(0)];
        entry.position(HEAD_BYTES).asFloatBuffer().get(values);
        return Optional.of(Embedding.of(values));
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        return (int) crc.getValue();
    }
}
