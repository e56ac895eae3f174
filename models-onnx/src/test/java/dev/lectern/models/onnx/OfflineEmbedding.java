package dev.lectern.models.onnx;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Embeds a text in a process in which Java code can open no socket and resolve no name; {@link OfflineTest} starts it.
 *
 * <p>Any attempt ends the process at once, so that nobody can try and keep silent about it.
 */
final class OfflineEmbedding {

    static final int TRIED_NETWORK = 99;

    private OfflineEmbedding() {}

    /** Prints the vector's dimensions; with an argument, tries the network instead, to show that the seal holds. */
    public static void main(String[] arguments) throws IOException {
        seal();
        if (arguments.length > 0) {
            attempt(arguments[0]);
            return;
        }
        try (EmbeddingModel model = OnnxEmbeddingModel.allMiniLmL6V2()) {
            Embedding vector = model.embedQuery("When does the tide turn?");
            System.out.println("embedded " + vector.dimensions());
        }
    }

    @SuppressWarnings("deprecation") // the only way to stand between all Java code and its sockets
    private static void seal() throws IOException {
        Socket.setSocketImplFactory(() -> {
            throw refused("socket");
        });
        ServerSocket.setSocketFactory(() -> {
            throw refused("server socket");
        });
        DatagramSocket.setDatagramSocketImplFactory(() -> {
            throw refused("datagram socket");
        });
    }

    private static void attempt(String what) throws IOException {
        switch (what) {
            case "socket" -> new Socket(InetAddress.getLoopbackAddress(), 9).close();
            case "channel" -> SocketChannel.open().close();
            default -> throw new IllegalArgumentException("what must be socket or channel, got: " + what);
        }
    }

    private static AssertionError refused(String what) {
        System.out.println("tried the network: " + what);
        Runtime.getRuntime().halt(TRIED_NETWORK);
        return new AssertionError("halted");
    }

    /** Refuses all channels; named by the system property {@code java.nio.channels.spi.SelectorProvider}. */
    public static final class NoChannels extends SelectorProvider {

        /** For the system property. */
        public NoChannels() {}

        @Override
        public DatagramChannel openDatagramChannel() {
            throw refused("datagram channel");
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) {
            throw refused("datagram channel");
        }

        @Override
        public Pipe openPipe() {
            throw refused("pipe");
        }

        @Override
        public AbstractSelector openSelector() {
            throw refused("selector");
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            throw refused("server channel");
        }

        @Override
        public SocketChannel openSocketChannel() {
            throw refused("channel");
        }
    }
}
