package io.exportcomments.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hosts that are reached without a proxy, by the rules that curl has for {@code NO_PROXY}. Immutable. */
final class DirectHosts {
    static final DirectHosts NONE = new DirectHosts(false, List.of());

    private final boolean all;
    private final List<String> entries;

    private DirectHosts(boolean all, List<String> entries) {
        this.all = all;
        this.entries = entries;
    }

    /** Reads a list whose entries are separated by commas or blanks; a single asterisk stands for all hosts. */
    static DirectHosts parse(String list) {
        List<String> entries = new ArrayList<>();
        for (String entry : list.strip().split("[,\\s]+")) {
            if (!entry.isEmpty()) {
                entries.add(entry.toLowerCase(Locale.ROOT));
            }
        }
        return new DirectHosts(list.equals("*"), List.copyOf(entries));
    }

    boolean isEmpty() {
        return !all && entries.isEmpty();
    }

    /** Whether a host, of IPv6 with brackets, is reached directly. */
    boolean matches(String host) {
        if (all || entries.isEmpty()) {
            return all;
        }
        byte[] address = IpAddress.parse(host);
        String name = withoutEndDot(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> address == null ? isDomain(entry, name) : isNetwork(entry, address));
    }

    /** The name itself, or a domain that it is in. */
    private static boolean isDomain(String entry, String name) {
        String end = withoutEndDot(entry);
        String domain = end.startsWith(".") ? end.substring(1) : end;
        return name.equals(domain) || (!domain.isEmpty() && name.endsWith("." + domain));
    }

    /** The address itself, or a network that it is in, such as {@code 10.0.0.0/8}. */
    private static boolean isNetwork(String entry, byte[] address) {
        int slash = entry.indexOf('/');
        byte[] network = IpAddress.parse(slash < 0 ? entry : entry.substring(0, slash));
        if (network == null || network.length != address.length) {
            return false;
        }
        int bits = slash < 0 ? 8 * network.length : bits(entry.substring(slash + 1), 8 * network.length);
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((network[i / 8] & mask) != (address[i / 8] & mask)) {
                return false;
            }
        }
        return bits > 0;
    }

    private static int bits(String digits, int most) {
        int bits = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : 0;
        return bits <= most ? bits : 0;
    }

    private static String withoutEndDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
