package dev.lectern.readers.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that writes what it likes, for answers that no library would make. */
final class RawServer implements AutoCloseable {

    /** Writes an answer; the request has been read. */
    interface Answer {
        void write(OutputStream out, CountDownLatch closed) throws IOException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket socket;

    RawServer(Answer answer) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(answer));
    }

    private void accept(Answer answer) {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection, answer));
            }
        } catch (IOException over) {
            threads.shutdown();
        }
    }

    private void serve(Socket connection, Answer answer) {
        try (connection) {
            StringBuilder head = new StringBuilder();
            int read = connection.getInputStream().read();
            while (read >= 0) {
                head.append((char) read);
                if (head.toString().endsWith("\r\n\r\n")) {
                    break;
                }
                read = connection.getInputStream().read();
            }
            answer.write(connection.getOutputStream(), closed);
            connection.getOutputStream().flush();
        } catch (IOException hungUp) {
            // The client has had enough, as it should.
        }
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/page";
    }

    static Answer text(String answer) {
        return (out, closed) -> out.write(answer.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        threads.shutdownNow();
    }
}
