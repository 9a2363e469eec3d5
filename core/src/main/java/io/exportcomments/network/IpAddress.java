package io.exportcomments.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses as they are written in URLs; no name is looked up. */
final class IpAddress {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private IpAddress() {}

    /** The bytes of an IP address, of IPv6 with or without brackets; null if the text is none. */
    static byte @Nullable [] parse(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return null;
        }
        try {
            // With a colon or four numbers in it, this is never looked up.
            return InetAddress.getByName(plain).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether a host, by its name or address, is this machine itself. */
    static boolean isLoopback(String host) {
        byte[] address = parse(host);
        if (address == null) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
