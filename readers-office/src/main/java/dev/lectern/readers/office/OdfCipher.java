package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Deciphers OpenDocument files with a password: AES in CBC mode with a key by PBKDF2, as OpenDocument 1.2 and 1.3 have it. Stateless.
 *
 * @see <a href="https://docs.oasis-open.org/office/OpenDocument/v1.3/OpenDocument-v1.3-part2-packages.html">OpenDocument 1.3, part 2,
 *     section 3.4</a>
 */
final class OdfCipher {

    private static final String MANIFEST = "META-INF/manifest.xml";

    private static final String WRONG_PASSWORD = "encrypted: the given password does not open it.";

    /** What all entries together may unpack to, and the largest manifest. */
    private static final int MAX_BYTES = 256 << 20;

    private static final int MAX_MANIFEST_BYTES = 8 << 20;

    /** Deriving a key so often takes some seconds; programs ask for 100,000. */
    private static final int MAX_ITERATIONS = 5_000_000;

    private OdfCipher() {}

    /**
     * Returns a temporary file in clear, which the caller removes, or null if the document is not encrypted.
     *
     * @throws UnreadableFileException if it is and the password does not open it
     */
    static @Nullable Path asClear(FileInput input) throws IOException, UnreadableFileException {
        if (!String.valueOf(OfficeSignature.of(input.head())).contains("opendocument")) {
            return null;
        }
        try (ZipFile zip = new ZipFile(input.localFile().toFile())) {
            ZipEntry manifest = zip.getEntry(MANIFEST);
            Map<String, Map<String, String>> ciphers =
                    manifest == null ? Map.of() : ciphers(bytes(zip, manifest, MAX_MANIFEST_BYTES));
            if (ciphers.isEmpty()) {
                return null;
            } else if (input.password().isEmpty()) {
                throw new UnreadableFileException(OfficeParse.NO_PASSWORD);
            }
            Path clear = Files.createTempFile("lectern-odf-", ".tmp");
            try {
                write(zip, ciphers, input.password(), clear);
                return clear;
            } catch (IOException | UnreadableFileException | RuntimeException e) {
                Files.deleteIfExists(clear);
                throw e;
            }
        } catch (ZipException | XMLStreamException e) {
            // Damaged: the parser says how.
            return null;
        }
    }

    /** Returns what the manifest says of each encrypted entry: the attributes of all elements about it, by their local names. */
    private static Map<String, Map<String, String>> ciphers(byte[] manifest) throws XMLStreamException {
        XMLStreamReader xml = SafeXml.factory().createXMLStreamReader(new ByteArrayInputStream(manifest));
        Map<String, Map<String, String>> ciphers = new HashMap<>();
        Map<String, String> entry = new HashMap<>();
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (element.equals("file-entry")) {
                entry = new HashMap<>();
            }
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                // Two elements say how long a key is.
                String name = xml.getAttributeLocalName(i);
                entry.put(name.equals("key-size") ? element + " key-size" : name, xml.getAttributeValue(i));
            }
            if (element.equals("encryption-data")) {
                ciphers.put(entry.getOrDefault("full-path", ""), entry);
            }
        }
        return ciphers;
    }

    private static void write(ZipFile zip, Map<String, Map<String, String>> ciphers, String password, Path to)
            throws IOException, UnreadableFileException {
        int left = MAX_BYTES;
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Map<String, String> cipher = ciphers.get(entry.getName());
                if (entry.getName().equals(MANIFEST)) {
                    continue; // it would say that the entries are encrypted
                }
                byte[] bytes = bytes(zip, entry, left);
                if (cipher != null) {
                    bytes = clear(bytes, cipher, password, left);
                }
                left -= bytes.length;
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
                out.closeEntry();
            }
        }
    }

    private static byte[] clear(byte[] bytes, Map<String, String> cipher, String password, int limit)
            throws IOException, UnreadableFileException {
        try {
            byte[] packed = decipher(bytes, cipher, password);
            return limited(new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true)), limit);
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(WRONG_PASSWORD, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableFileException("damaged: what it says of its encryption is not right. Save it anew.", e);
        }
    }

    private static byte[] decipher(byte[] bytes, Map<String, String> cipher, String password)
            throws GeneralSecurityException, UnreadableFileException {
        String algorithm = cipher.getOrDefault("algorithm-name", "").toLowerCase(Locale.ROOT);
        String derivation = cipher.getOrDefault("key-derivation-name", "");
        String start = cipher.getOrDefault("start-key-generation-name", "sha1");
        int iterations = Integer.parseInt(cipher.getOrDefault("iteration-count", "0"));
        if (!algorithm.matches(".*#aes(128|192|256)-cbc")
                || !derivation.endsWith("PBKDF2")
                || iterations > MAX_ITERATIONS) {
            throw new UnreadableFileException("encrypted: passwords of this kind are not supported (" + algorithm
                    + "). Save it without a password, or with one in the OpenDocument 1.3 format.");
        }
        byte[] secret = MessageDigest.getInstance(
                        start.toLowerCase(Locale.ROOT).endsWith("sha256") ? "SHA-256" : "SHA-1")
                .digest(password.getBytes(StandardCharsets.UTF_8));
        int keyBytes = Integer.parseInt(algorithm.replaceAll(".*#aes(\\d+)-cbc", "$1")) / 8;
        byte[] key = derived(secret, base64(cipher, "salt"), iterations, keyBytes);
        Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
        aes.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new IvParameterSpec(base64(cipher, "initialisation-vector")));
        byte[] padded = aes.doFinal(bytes);
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (padding < 1 || padding > 16) {
            throw new UnreadableFileException(WRONG_PASSWORD);
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }

    /** Derives a key from bytes; that of the JDK takes characters only. RFC 8018, section 5.2. */
    private static byte[] derived(byte[] secret, byte[] salt, int iterations, int keyBytes)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] key = new byte[keyBytes];
        for (int block = 0; block * 20 < keyBytes; block++) {
            mac.update(salt);
            byte[] step = mac.doFinal(new byte[] {0, 0, 0, (byte) (block + 1)});
            byte[] sum = step.clone();
            for (int i = 1; i < iterations; i++) {
                step = mac.doFinal(step);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] ^= step[j];
                }
            }
            System.arraycopy(sum, 0, key, block * 20, Math.min(20, keyBytes - block * 20));
        }
        return key;
    }

    private static byte[] base64(Map<String, String> cipher, String name) {
        return Base64.getDecoder().decode(cipher.getOrDefault(name, ""));
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, int limit) throws IOException, UnreadableFileException {
        return limited(zip.getInputStream(entry), limit);
    }

    private static byte[] limited(InputStream stream, int limit) throws IOException, UnreadableFileException {
        try (InputStream in = stream) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new UnreadableFileException(
                        "too large: it unpacks to more than " + MAX_BYTES + " bytes. Save it without a password.");
            }
            return bytes;
        }
    }
}
