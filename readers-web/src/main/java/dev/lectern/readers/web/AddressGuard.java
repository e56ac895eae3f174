package dev.lectern.readers.web;

import dev.lectern.reader.ReadException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Keeps requests away from addresses that are not on the public internet, so that a page or a redirect cannot make the reader fetch
 * from the machine it runs on or the network around it.
 *
 * <p>Every address that a name resolves to is checked. The HTTP client resolves the name again; both get the same answer as long as
 * the JVM caches names (30 seconds unless {@code networkaddress.cache.ttl} says otherwise). With that cache switched off a hostile name
 * server could answer differently the second time.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA registries of special addresses, IPv4 and IPv6</a>
 */
final class AddressGuard {

    private final boolean allowPrivateAddresses;

    AddressGuard(boolean allowPrivateAddresses) {
        this.allowPrivateAddresses = allowPrivateAddresses;
    }

    /**
     * Checks where a request would go.
     *
     * @param source what the user asked for, for the message
     * @throws ReadException if the host is unknown, or not public while only public ones are allowed
     */
    void check(String source, URI uri) {
        if (allowPrivateAddresses) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (!isPublic(address)) {
                    throw new ReadException(
                            source,
                            "Could not read " + source + ": the host " + uri.getHost() + " has the address "
                                    + address.getHostAddress() + ", which is not public."
                                    + " Set allowPrivateAddresses (option allow-private-addresses) to read it.",
                            null);
                }
            }
        } catch (UnknownHostException e) {
            throw new ReadException(
                    source,
                    "Could not read " + source + ": the host " + uri.getHost()
                            + " is unknown. Check the address and the network.",
                    e,
                    true);
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        boolean special = a == 0
                || a == 10
                || a == 127
                || (a == 100 && b >= 64 && b < 128) // shared by carriers
                || (a == 169 && b == 254)
                || (a == 172 && b >= 16 && b < 32)
                || (a == 192 && b == 0 && (c == 0 || c == 2)) // protocols, documentation
                || (a == 192 && b == 168)
                || (a == 198 && (b == 18 || b == 19)) // benchmarks
                || (a == 198 && b == 51 && c == 100) // documentation
                || (a == 203 && b == 0 && c == 113) // documentation
                || a >= 224; // multicast, reserved, broadcast
        return !special;
    }

    /** Only 2000::/3 is given out; of it, addresses that carry another one are judged by that one. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (first == 0x64 && second == 0xff9b) { // translated from IPv4
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (first == 0x2002) { // 6to4
            return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean special = first == 0x2001 && (second < 0x200 || second == 0xdb8); // protocols, Teredo, documentation
        return (first & 0xe000) == 0x2000 && !special;
    }
}
