package dev.lectern.embed.cache;

import dev.lectern.embed.EmbeddingModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a text, the model that embeds it, and whether it is embedded as a document or as a question: the first 128 bits of a
 * SHA-256. Among a billion entries two of one key are as likely as one in 10^21.
 */
record Key(long high, long low) {

    /** What a text is embedded as; models may make different vectors of the same text. */
    enum Role {
        DOCUMENT('d'),
        QUESTION('q');

        private final char letter;

        Role(char letter) {
            this.letter = letter;
        }
    }

    static final int BYTES = 2 * Long.BYTES;

    static Key of(String text, Role role, EmbeddingModel model) {
        byte[] fingerprint = model.fingerprint().getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(1 + 2 * Integer.BYTES + fingerprint.length);
        head.put((byte) role.letter)
                .putInt(model.dimensions())
                .putInt(fingerprint.length)
                .put(fingerprint);
        MessageDigest sha256 = sha256();
        sha256.update(head.flip());
        ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
        units.asCharBuffer().put(text); // UTF-16, since a lone surrogate has no UTF-8 of its own
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(units.array()));
        return new Key(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    void writeTo(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }

    static Key readFrom(ByteBuffer source) {
        return new Key(source.getLong(), source.getLong());
    }
}
