package dev.lectern.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A client that sends any bytes, as an attacker would. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    RawClient(URI server) throws IOException {
        this(server, 30_000);
    }

    RawClient(URI server, int answerWithinMillis) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(answerWithinMillis);
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

    /** Reads as {@link #answer} does while the caller goes on to send, so that a connection that is reset takes no answer with it. */
    CompletableFuture<String> answerLater() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread reading = new Thread(() -> {
            try {
                answer.complete(answer());
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        reading.setDaemon(true);
        reading.start();
        return answer;
    }

    /** Sends blanks in chunks of a body until all is sent or the server closes; returns how much went. */
    long sendChunks(long bytes) {
        byte[] data = new byte[64 * 1024];
        Arrays.fill(data, (byte) ' ');
        byte[] head = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try {
            OutputStream out = out();
            while (sent < bytes) {
                out.write(head);
                out.write(data);
                out.write('\r');
                out.write('\n');
                sent += data.length;
            }
        } catch (IOException closed) {
            return sent;
        }
        return sent;
    }

    /** Sends blanks one by one, 50 ms between them, until there is an answer. */
    void dripUntil(CompletableFuture<String> answer) throws InterruptedException {
        try {
            while (!answer.isDone()) {
                send(" ");
                Thread.sleep(50); // a client that drips has to wait between drops
            }
        } catch (IOException closed) {
            // the answer tells why
        }
    }

    /** Reads the line of the status, and nothing after it. */
    String status() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
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
