package dev.lectern.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A client that sends much more than a server takes, and stops when the server closes. */
final class HugeBody {

    private HugeBody() {}

    /**
     * Sends a body of blanks in chunks.
     *
     * @param head the head of the request, with what begins its body
     * @return the first line of the answer
     */
    static CompletableFuture<String> send(URI server, String head, long bytes) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        start(() -> write(socket, head, bytes));
        CompletableFuture<String> answer = new CompletableFuture<>();
        start(() -> {
            try (socket) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                answer.complete(String.valueOf(in.readLine()));
                while (in.readLine() != null) {
                    // goes on until the server closes, as a client does that has more to send
                }
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(Socket socket, String head, long bytes) {
        byte[] blanks = new byte[64 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        byte[] size = (Integer.toHexString(blanks.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < bytes; sent += blanks.length) {
                out.write(size);
                out.write(blanks);
                out.write('\r');
                out.write('\n');
            }
        } catch (IOException closed) {
            // the answer tells why
        }
    }
}
