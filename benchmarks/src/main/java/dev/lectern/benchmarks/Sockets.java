package dev.lectern.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The barest client of HTTP/1.1: a kept connection for each thread, a request in one piece, an answer by its length. What a real client costs
 * would hide what is measured. Thread-safe.
 */
final class Sockets implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 120_000;

    private final URI server;
    private final String token;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Connection> ofThread = ThreadLocal.withInitial(this::connect);

    Sockets(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    private record Connection(Socket socket, InputStream in) {}

    private Connection connect() {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            open.add(socket);
            return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not connect to " + server, e);
        }
    }

    /**
     * Sends a body of JSON and returns the one that is answered.
     *
     * @throws IllegalStateException if the status is not 200
     */
    byte[] post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer "
                + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        Connection connection = ofThread.get();
        try {
            connection.socket().getOutputStream().write(request.toByteArray());
            return answer(connection.in());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not get an answer of " + server + path, e);
        }
    }

    private static byte[] answer(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException(
                    "The server must answer 200, got: " + status + " " + new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Could not close a connection to " + server, e);
            }
        }
    }
}
