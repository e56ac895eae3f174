package dev.lectern.store.retrieval.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of bare sockets that treats each connection as it is told. */
final class RawServer implements AutoCloseable {

    /** What becomes of a connection once the head of a request is read; the socket is closed after it. */
    @FunctionalInterface
    interface Treatment {
        void treat(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    final AtomicInteger connections = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;
    private final Treatment[] treatments;

    private RawServer(Treatment... treatments) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.treatments = treatments;
        Thread accepting = new Thread(this::accept, "raw-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Treats the first connection by the first treatment and so on; all others by the last. */
    static RawServer start(Treatment... treatments) {
        try {
            return new RawServer(treatments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Answers as HTTP/1.1 with these lines and this body, and closes. */
    static Treatment says(String head, String body) {
        return (socket, out) -> {
            out.write((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }

    /** Does nothing until the server is closed. */
    Treatment hangs() {
        return (socket, out) -> closed.await();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = connections.getAndIncrement();
                Thread thread = new Thread(
                        () -> treat(socket, treatments[Math.min(number, treatments.length - 1)]), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void treat(Socket socket, Treatment treatment) {
        try (socket) {
            readHead(socket.getInputStream());
            treatment.treat(socket, socket.getOutputStream());
            socket.shutdownOutput();
            // Reads what is left, so that closing does not reset the connection before the answer is read.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | InterruptedException e) {
            // The client went away, which is what it should do here.
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int last = 0;
        for (int b = in.read(), line = 0; b >= 0; b = in.read()) {
            if (b == '\n' && last == '\r') {
                if (line == 0) {
                    return;
                }
                line = 0;
            } else if (b != '\r') {
                line++;
            }
            last = b;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
