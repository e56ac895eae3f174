package dev.lectern.store.retrieval.plugin;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A form with one file, and metadata beside it; the file is read while it is sent. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 * @see <a href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">HTML, multipart form
 *     data: how a name is escaped</a>
 */
final class Multipart {

    private final Path file;
    private final String boundary = "lectern-" + UUID.randomUUID();
    private final byte[] head;

    /**
     * Makes a form.
     *
     * @param mediaType the bare type: the original compares it to the letter
     */
    Multipart(Path file, String mediaType, Map<String, String> metadata) {
        this.file = file;
        StringBuilder text = new StringBuilder();
        if (!metadata.isEmpty()) {
            text.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n");
            text.append(new String(JsonTree.write(metadata), StandardCharsets.UTF_8))
                    .append("\r\n");
        }
        text.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"");
        text.append(escaped(String.valueOf(file.getFileName())))
                .append("\"\r\nContent-Type: ")
                .append(mediaType);
        this.head = text.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A quote or a line break in a name must not end the header. */
    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Returns a body of known length, which some servers want. */
    BodyPublisher body() {
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofByteArray(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }
}
