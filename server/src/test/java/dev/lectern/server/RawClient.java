package dev.lectern.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that sends any bytes, as an attacker would. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    RawClient(URI server) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(30_000);
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    RawClient send(String text) throws IOException {
        out().write(text.getBytes(StandardCharsets.UTF_8));
        out().flush();
        return this;
    }

    /** Reads until the server closes, or a body as long as Content-Length says has come. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            text.append((char) next);
            if (isWhole(text)) {
                break;
            }
            next = in.read();
        }
        return text.toString();
    }

    private static boolean isWhole(StringBuilder text) {
        int head = text.indexOf("\r\n\r\n");
        int length = text.indexOf("Content-Length: ");
        if (head < 0 || length < 0) {
            return false;
        }
        int expected = Integer.parseInt(text.substring(length + 16, text.indexOf("\r\n", length)));
        return text.length() - head - 4 >= expected;
    }

    /** Tells whether the server has closed the connection or closes it now. */
    boolean isClosedByServer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
