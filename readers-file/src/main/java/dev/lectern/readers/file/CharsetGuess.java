package dev.lectern.readers.file;

import dev.lectern.reader.SingleByteCharset;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Guesses the charset of bytes that are not UTF-8 and declare nothing.
 *
 * <p>A library that knows the byte patterns of languages says first what it thinks. It is good at East Asian charsets and weak between
 * the single-byte ones, which {@link SingleByteCharset} decides. Stateless, thread-safe.
 */
final class CharsetGuess {

    /** More bytes do not change the guess. */
    private static final int SAMPLE_BYTES = 64 * 1024;

    private CharsetGuess() {}

    /** Returns the charset of bytes that are all below 128 and yet not ASCII, or null. */
    static @Nullable Charset sevenBit(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == 0x1B && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return byLibrary(bytes);
            }
        }
        return null;
    }

    /** Returns the likeliest charset; windows-1252 where nothing speaks for another. */
    static Charset of(byte[] bytes) {
        byte[] sample = bytes.length > SAMPLE_BYTES ? Arrays.copyOf(bytes, SAMPLE_BYTES) : bytes;
        Charset said = byLibrary(sample);
        return said != null && said.newEncoder().maxBytesPerChar() > 1 ? said : SingleByteCharset.of(sample, said);
    }

    private static @Nullable Charset byLibrary(byte[] bytes) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, Math.min(bytes.length, SAMPLE_BYTES));
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        Charset charset = name == null ? null : TextDecoder.supported(name);
        return StandardCharsets.UTF_8.equals(charset) ? null : charset;
    }
}
