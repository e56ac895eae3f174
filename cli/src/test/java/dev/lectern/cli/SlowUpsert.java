package dev.lectern.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An upsert whose body comes only when it is told to. */
final class SlowUpsert {

    private final Socket socket;
    private final BufferedReader in;
    private final String id;
    private final String body;

    private SlowUpsert(Socket socket, String id) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.id = id;
        this.body = "{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"The keeper stood at post 9 until the end.\"}]}";
    }

    /** Sends the head of a request and waits until the server has accepted it: it asks for the body. */
    static SlowUpsert accepted(URI server, String token, String id) throws IOException {
        SlowUpsert upsert = new SlowUpsert(new Socket(server.getHost(), server.getPort()), id);
        upsert.socket.setSoTimeout(60_000);
        upsert.write("POST /upsert HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + upsert.body.length()
                + "\r\nExpect: 100-continue\r\n\r\n");
        String line = upsert.in.readLine();
        if (!"HTTP/1.1 100 Continue".equals(line) || !upsert.in.readLine().isEmpty()) {
            throw new AssertionError("not accepted: " + line);
        }
        return upsert;
    }

    String id() {
        return id;
    }

    /** Sends the body and returns the first line of the answer. */
    String sendTheRest() throws IOException {
        try (socket) {
            write(body);
            return String.valueOf(in.readLine());
        }
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
