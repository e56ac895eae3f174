package dev.lectern.server;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a multipart form. */
final class Form {

    private static final String BOUNDARY = "----b0undary";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form file(String name, @Nullable String type, String content) {
        return file(name, type, content.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, @Nullable String type, byte[] content) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n");
        write(type == null ? "" : "Content-Type: " + type + "\r\n");
        write("\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    Form field(String name, String value) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    BodyPublisher publisher() {
        write("--" + BOUNDARY + "--\r\n");
        return BodyPublishers.ofByteArray(bytes.toByteArray());
    }
}
