package dev.lectern.readers.file;

import dev.lectern.format.UnreadableFileException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deciphers entries of zips: the older cipher of PKWARE and AES. Stateless.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE, APPNOTE 6.3.10: 6.1 traditional encryption</a>
 * @see <a href="https://www.winzip.com/en/support/aes-encryption/">WinZip, AES encryption information: AE-1 and AE-2</a>
 */
final class ZipCiphers {

    /** Bits 6 and 13: ciphers of later programs of PKWARE. */
    private static final int OTHER_CIPHER = 0x2040;

    private ZipCiphers() {}

    /**
     * Returns the packed content in clear.
     *
     * @throws UnreadableFileException if the password does not open it, or its cipher is not known
     */
    static InputStream clear(ZipArchive.Entry entry, InputStream packed, String password)
            throws IOException, UnreadableFileException {
        if ((entry.flags() & OTHER_CIPHER) != 0 || entry.aesStrength() < 0 || entry.aesStrength() > 3) {
            throw new UnreadableFileException(
                    "encrypted: its cipher is not known. Unpack the archive with the program it is from.");
        } else if (password.isEmpty()) {
            throw new UnreadableFileException("encrypted: it needs a password. Give the option password.");
        }
        try {
            return entry.aesStrength() == 0 ? new Traditional(entry, packed, password) : aes(entry, packed, password);
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no AES", e);
        }
    }

    private static UnreadableFileException wrongPassword() {
        return new UnreadableFileException("encrypted: the given password does not open it.");
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("its encrypted content ends too early");
        }
        return bytes;
    }

    private static InputStream aes(ZipArchive.Entry entry, InputStream packed, String password)
            throws IOException, UnreadableFileException, GeneralSecurityException {
        int keyBytes = 8 + 8 * entry.aesStrength();
        byte[] salt = exactly(packed, keyBytes / 2);
        byte[] check = exactly(packed, 2);
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, 1000, (2 * keyBytes + 2) * 8);
        byte[] keys = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(spec)
                .getEncoded();
        if (!Arrays.equals(check, Arrays.copyOfRange(keys, 2 * keyBytes, 2 * keyBytes + 2))) {
            throw wrongPassword();
        }
        return new Aes(
                packed,
                entry.packedBytes() - salt.length - check.length - Aes.MAC_BYTES,
                new SecretKeySpec(keys, 0, keyBytes, "AES"),
                new SecretKeySpec(keys, keyBytes, keyBytes, "HmacSHA1"));
    }

    /** AES with a counter that begins at 1 and has its lowest byte first, which no mode of the JDK does; a MAC follows the content. */
    private static final class Aes extends FilterInputStream {

        static final int MAC_BYTES = 10;

        private static final int BLOCK = 16;

        private final Cipher cipher;
        private final Mac mac;
        private long left;
        private long counter;
        private final byte[] block = new byte[BLOCK];
        private byte[] stream = new byte[0];
        private int used;

        Aes(InputStream in, long length, SecretKeySpec key, SecretKeySpec macKey) throws GeneralSecurityException {
            super(in);
            left = length;
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            mac = Mac.getInstance("HmacSHA1");
            mac.init(macKey);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = in.read(buffer, from, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("its encrypted content ends too early");
            }
            mac.update(buffer, from, read);
            for (int i = from; i < from + read; i++) {
                if (used == stream.length) {
                    stream = nextBlock();
                    used = 0;
                }
                buffer[i] ^= stream[used++];
            }
            left -= read;
            if (left == 0 && !MessageDigest.isEqual(exactly(in, MAC_BYTES), Arrays.copyOf(mac.doFinal(), MAC_BYTES))) {
                throw new IOException(new UnreadableFileException(
                        "damaged: its encrypted content was changed. Check that the whole archive is there."));
            }
            return read;
        }

        private byte[] nextBlock() {
            counter++;
            for (int i = 0; i < Long.BYTES; i++) {
                block[i] = (byte) (counter >>> (8 * i));
            }
            return cipher.update(block);
        }
    }

    /** The cipher that zip had first. It is weak, and still what most programs write. */
    private static final class Traditional extends FilterInputStream {

        private static final int[] TABLE = table();

        private int key0 = 0x12345678;
        private int key1 = 0x23456789;
        private int key2 = 0x34567890;

        Traditional(ZipArchive.Entry entry, InputStream in, String password)
                throws IOException, UnreadableFileException {
            super(in);
            for (byte b : password.getBytes(StandardCharsets.UTF_8)) {
                update(b);
            }
            byte[] header = exactly(in, 12);
            decipher(header, 0, header.length);
            boolean timed = (entry.flags() & 8) != 0;
            int expected = timed ? entry.time() >>> 8 : (int) (entry.crc() >>> 24);
            if ((header[11] & 0xFF) != (expected & 0xFF)) {
                throw wrongPassword();
            }
        }

        private static int[] table() {
            int[] table = new int[256];
            for (int i = 0; i < table.length; i++) {
                int crc = i;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xEDB88320;
                }
                table[i] = crc;
            }
            return table;
        }

        private void update(byte clear) {
            key0 = (key0 >>> 8) ^ TABLE[(key0 ^ clear) & 0xFF];
            key1 = (key1 + (key0 & 0xFF)) * 134775813 + 1;
            key2 = (key2 >>> 8) ^ TABLE[(key2 ^ (key1 >>> 24)) & 0xFF];
        }

        private void decipher(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                int mask = (key2 & 0xFFFF) | 2;
                bytes[i] ^= (byte) ((mask * (mask ^ 1)) >>> 8);
                update(bytes[i]);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = in.read(buffer, from, length);
            if (read > 0) {
                decipher(buffer, from, read);
            }
            return read;
        }
    }
}
