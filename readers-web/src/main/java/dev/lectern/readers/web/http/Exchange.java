package dev.lectern.readers.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;

/** One request and its answer; it can be broken off by another thread. */
final class Exchange {

    /** So much is read to the end to keep the connection for the next request; more is not worth the wait. */
    private static final int CHEAP_BYTES = 16 * 1024;

    /** What came; the body is empty unless the status is a success. */
    static final class Raw {

        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        Raw(int status, Map<String, List<String>> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        int status() {
            return status;
        }

        Map<String, List<String>> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        List<String> all(String name) {
            return headers.getOrDefault(name, List.of());
        }

        String first(String name) {
            List<String> values = all(name);
            return values.isEmpty() ? "" : values.get(0);
        }
    }

    private final HttpGet request;
    private final List<String> mediaTypes;
    private final int maxBytes;
    private boolean readToEnd;

    Exchange(URI uri, Map<String, String> headers, List<String> mediaTypes, int maxBytes) {
        this.request = new HttpGet(uri);
        headers.forEach(request::setHeader);
        request.setHeader("Accept", MediaTypes.accept(mediaTypes));
        request.setHeader("Accept-Encoding", ContentDecoding.ACCEPTED);
        this.mediaTypes = mediaTypes;
        this.maxBytes = maxBytes;
    }

    /** Sends the request and reads the answer; blocks. */
    Raw run(CloseableHttpClient client) throws IOException {
        ClassicHttpResponse response = open(client);
        try {
            return read(response);
        } finally {
            if (!readToEnd) {
                request.cancel(); // else closing the response would read the rest of the body, which may have no end
            }
            close(response);
        }
    }

    /** A server may close a connection that was kept at the very moment it is used again; another one will do. */
    private ClassicHttpResponse open(CloseableHttpClient client) throws IOException {
        try {
            return client.executeOpen(null, request, null);
        } catch (NoHttpResponseException closed) {
            if (request.isCancelled()) {
                throw closed;
            }
            return client.executeOpen(null, request, null);
        }
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException alreadyBroken) {
            // What was read stands, and what went wrong before is on its way to the caller.
        }
    }

    /** Ends the exchange from another thread: {@link #run} throws soon. */
    void breakOff() {
        request.cancel();
    }

    private Raw read(ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        HttpEntity entity = response.getEntity();
        Raw answer = new Raw(response.getCode(), headers, new byte[0]);
        if (entity == null) {
            readToEnd = true;
            return answer;
        }
        if (response.getCode() / 100 != 2) {
            passOver(entity);
            return answer;
        }
        String type = answer.first("content-type").replaceFirst("[;,].*", "").strip();
        if (!MediaTypes.matches(mediaTypes, type.toLowerCase(Locale.ROOT))) {
            throw new UnwantedException("the media type must be " + String.join(" or ", mediaTypes) + ", got: " + type);
        }
        return new Raw(response.getCode(), headers, body(entity, answer.all("content-encoding")));
    }

    private byte[] body(HttpEntity entity, List<String> encodings) throws IOException {
        if (entity.getContentLength() > maxBytes) {
            throw new TooLargeException(maxBytes, "as sent");
        }
        List<String> codings = encodings.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .toList();
        InputStream sent = new LimitedStream(entity.getContent(), maxBytes, "as sent");
        byte[] body = new LimitedStream(ContentDecoding.decode(sent, codings), maxBytes, "after decompression")
                .readAllBytes();
        readToEnd = sent.read() < 0;
        return body;
    }

    private void passOver(HttpEntity entity) throws IOException {
        if (entity.getContentLength() >= 0 && entity.getContentLength() <= CHEAP_BYTES) {
            entity.getContent().readAllBytes();
            readToEnd = true;
        }
    }
}
