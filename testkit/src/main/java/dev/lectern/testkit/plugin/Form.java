package dev.lectern.testkit.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a multipart form (RFC 7578). One thread at a time. */
final class Form {

    private static final String BOUNDARY = "lectern-conformance-7c1d0b5e";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder shown = new StringBuilder();

    /** Adds the file; without a type if that is null. */
    Form file(String name, @Nullable String type, byte[] content) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n");
        write(type == null ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        shown.append("file=").append(name).append(type == null ? " without type" : " as " + type);
        return this;
    }

    Form text(String content) {
        return file("note.txt", "text/plain", content.getBytes(StandardCharsets.UTF_8));
    }

    Form field(String name, String value) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        shown.append(shown.isEmpty() ? "" : ", ").append(name).append('=').append(value);
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return whole.toByteArray();
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the parts without their content. */
    @Override
    public String toString() {
        return shown.toString();
    }
}
