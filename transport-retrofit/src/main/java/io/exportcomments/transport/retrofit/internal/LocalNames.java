package io.exportcomments.transport.retrofit.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;

/**
 * The system's names, and those below {@code localhost}, which mean this machine though not each system knows it (RFC
 * 6761, 6.3).
 */
final class LocalNames implements Dns {
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        try {
            return Dns.SYSTEM.lookup(hostname);
        } catch (UnknownHostException unknown) {
            if (hostname.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
                return Dns.SYSTEM.lookup("localhost");
            }
            throw unknown;
        }
    }
}
