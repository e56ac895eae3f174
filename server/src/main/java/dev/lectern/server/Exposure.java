package dev.lectern.server;

import dev.lectern.server.ServerOptions.Auth;
import dev.lectern.spi.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Keeps a server from standing open by mistake. Stateless. */
final class Exposure {

    private Exposure() {}

    /**
     * Checks that a server which others can reach asks for a token that somebody chose, and speaks TLS.
     *
     * @throws IllegalArgumentException if not; the message has the address and the remedies
     */
    static void require(Settings settings) {
        String host = settings.get(ServerOptions.HOST);
        if (address(host).isLoopbackAddress()) {
            return;
        }
        boolean tokens = !settings.get(ServerOptions.TOKEN).isBlank()
                || !settings.get(ServerOptions.TOKENS).isBlank();
        if (settings.get(ServerOptions.AUTH) == Auth.NONE || !tokens) {
            throw new IllegalArgumentException("host must be a loopback address unless there is a token, got: " + host
                    + "; give token (in the environment BEARER_TOKEN), or listen on 127.0.0.1");
        }
        if (settings.get(ServerOptions.KEYSTORE).isBlank() && !settings.get(ServerOptions.ALLOW_PLAIN)) {
            throw new IllegalArgumentException("host must be a loopback address unless TLS is spoken, got: " + host
                    + "; give tls-keystore, or allow-plain-http=true where a proxy of yours speaks TLS");
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host must be an address of this machine, got: \"" + host + "\"", e);
        }
    }
}
