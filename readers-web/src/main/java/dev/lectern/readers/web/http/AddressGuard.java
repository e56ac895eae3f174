package dev.lectern.readers.web.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Keeps requests away from addresses that are not on the public internet, so that a page or a redirect cannot make the reader fetch
 * from the machine it runs on or the network around it.
 *
 * <p>It resolves names for the connections themselves: what was checked is what is connected to, whatever a name server says the next
 * time. Every address of a name must pass. Safe for concurrent use.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA registries of special addresses, IPv4 and IPv6</a>
 */
final class AddressGuard implements DnsResolver {

    /** Says that a host has an address that is not public. */
    static final class ForbiddenException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenException(String host, InetAddress address) {
            super("the host " + host + " has the address " + address.getHostAddress() + ", which is not public."
                    + " Allow it (option allowed-addresses, or allow-private-addresses for all) to read it");
        }
    }

    /** Finds the addresses of a name. */
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Names resolver;
    private final boolean all;
    private final AllowedAddresses allowed;

    /**
     * Makes a guard.
     *
     * @param all whether any address is let through
     * @param allowed what is let through although it is not public
     */
    AddressGuard(Names resolver, boolean all, AllowedAddresses allowed) {
        this.resolver = resolver;
        this.all = all;
        this.allowed = allowed;
    }

    /**
     * Returns the addresses of a host, all of them checked.
     *
     * @throws ForbiddenException if one of them is not public and not allowed
     * @throws UnknownHostException if there are none
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(bare(host));
        for (InetAddress address : addresses) {
            if (!all && !isPublic(address) && !allowed.contains(bare(host), address)) {
                throw new ForbiddenException(host, address);
            }
        }
        return addresses;
    }

    /** The client takes this for Kerberos only, which is not used. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
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
                || (a == 168 && b == 63 && c == 129 && (bytes[3] & 0xff) == 16) // metadata of a cloud
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
        boolean translated = first == 0x64 && second == 0xff9b;
        for (int i = 4; i < 12; i++) {
            translated &= bytes[i] == 0;
        }
        if (translated) { // 64:ff9b::/96, from IPv4
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (first == 0x2002) { // 6to4
            return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean special = (first == 0x2001 && (second < 0x200 || second == 0xdb8)) // protocols, Teredo, documentation
                || (first == 0x3fff && second < 0x1000); // documentation
        return (first & 0xe000) == 0x2000 && !special;
    }
}
