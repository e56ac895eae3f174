package dev.lectern.testkit.plugin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is being put together. One thread at a time. */
final class Call {

    /** Enough to send it again by hand. */
    private static final int MAX_SHOWN_CHARS = 240;

    private final Probe probe;
    private final String method;
    private final String path;
    private @Nullable String authorization;
    private @Nullable String contentType;
    private @Nullable String extraName;
    private String extraValue = "";
    private byte[] body = {};
    private String shownBody = "";
    private String note = "";

    Call(Probe probe, String method, String path, @Nullable String authorization) {
        this.probe = probe;
        this.method = method;
        this.path = path;
        this.authorization = authorization;
    }

    /** Takes the header Authorization away. */
    Call anonymous() {
        this.authorization = null;
        this.note = " without Authorization";
        return this;
    }

    /**
     * Replaces the header Authorization.
     *
     * @param shown how it is named in the report, where secrets must not be
     */
    Call authorization(String value, String shown) {
        this.authorization = value;
        this.note = " with Authorization: " + shown;
        return this;
    }

    Call json(String text) {
        this.contentType = "application/json";
        this.body = text.getBytes(StandardCharsets.UTF_8);
        this.shownBody = text;
        return this;
    }

    /** Sets another type than that of JSON. */
    Call typed(String type) {
        this.contentType = type;
        this.note = " as " + type;
        return this;
    }

    Call form(Form form) {
        this.contentType = form.contentType();
        this.body = form.bytes();
        this.shownBody = form.toString();
        return this;
    }

    /**
     * Adds one header.
     *
     * @param shown how its value is named in the report
     */
    Call header(String name, String value, String shown) {
        this.extraName = name;
        this.extraValue = value;
        this.note += " with " + name + ": " + shown;
        return this;
    }

    Answer send() throws IOException {
        return probe.send(this);
    }

    String path() {
        return path;
    }

    Answer exchange(HttpClient client, Duration timeout) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(probe.base() + path))
                .timeout(timeout)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (extraName != null) {
            request.header(extraName, extraValue);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Returns method, path, what is unusual, and the body; one line, and no token. */
    @Override
    public String toString() {
        String line = shownBody.replace("\n", "\\n").replace("`", "'");
        return (method + " " + path + note + " " + Shown.cut(line, MAX_SHOWN_CHARS)).strip();
    }
}
