package dev.lectern.readers.web.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hosts and networks that may be read although they are not public: names ({@code wiki.example.org}), names of a domain
 * ({@code *.example.org}), addresses ({@code 127.0.0.1}) and networks ({@code 10.0.0.0/8}, {@code fd00::/8}).
 *
 * <p>Immutable.
 */
final class AllowedAddresses {

    private static final class Network {

        private final byte[] start;
        private final int bits;

        Network(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<String> names = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException for a rule that is none of the four forms (message has it)
     */
    AllowedAddresses(List<String> rules) {
        for (String rule : rules) {
            String text = rule.strip().toLowerCase(Locale.ROOT);
            if (text.matches("[0-9.]+(/\\d{1,3})?") || text.indexOf(':') >= 0) {
                networks.add(network(rule, text));
            } else if (text.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
                names.add(text);
            } else {
                throw refused(rule);
            }
        }
    }

    private static Network network(String rule, String text) {
        int slash = text.indexOf('/');
        try {
            // No name is looked up here: only digits, dots, colons and hexadecimal digits come this far, or it is
            // malformed.
            byte[] start = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? start.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= start.length * 8) {
                return new Network(start, bits);
            }
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw refused(rule);
        }
        throw refused(rule);
    }

    private static IllegalArgumentException refused(String rule) {
        return new IllegalArgumentException(
                "allowed must be a host, *.domain, address or network such as 10.0.0.0/8," + " got: \"" + rule + "\"");
    }

    boolean contains(String host, InetAddress address) {
        String name = host.toLowerCase(Locale.ROOT);
        return names.stream()
                        .anyMatch(allowed ->
                                allowed.startsWith("*.") ? name.endsWith(allowed.substring(1)) : name.equals(allowed))
                || networks.stream().anyMatch(network -> network.contains(address.getAddress()));
    }
}
