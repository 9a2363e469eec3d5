package io.exportcomments.internal.create;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL in the form in which different spellings of it are equal: scheme, user, default port, fragment, {@code www.},
 * percent-encoding, letter case, slashes at the end and parameters for tracking do not count.
 *
 * @param host the host, without {@code www.} and the like
 * @param path the path, decoded
 * @param parameters the parameters, decoded
 * @param itemIds the parts that look like the id of an item: long enough, and with a digit
 */
record ExportUrl(String host, String path, Set<String> parameters, Set<String> itemIds) {
    /** How the URLs of a request and of a job relate. */
    enum Relation {
        /** The same to the letter. */
        EXACT,
        /** Two spellings of one page, or two pages of one site with the id of the same item. */
        SAME_PAGE,
        /** Nothing to see in common; a service that resolves or rewrites URLs can still have made one of the other. */
        UNLIKE
    }

    private static final Pattern PARTS =
            Pattern.compile("(?s)(?:[A-Za-z][A-Za-z0-9+.-]*:)?/{0,2}([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?");
    private static final Pattern TRACKING = Pattern.compile("(?:utm_\\w+|fbclid|gclid|dclid|msclkid|igsh|igshid|si"
            + "|feature|ref|ref_src|ref_url|mibextid|_ga|spm|share_id)=.*");
    private static final Pattern ITEM_ID = Pattern.compile("(?=.*\\d)[\\w.-]{6,}");

    /** Other names of sites, such as those of their short links. Source: the sites themselves. */
    private static final Map<String, String> SITES = Map.ofEntries(
            Map.entry("youtu", "youtube"),
            Map.entry("youtube-nocookie", "youtube"),
            Map.entry("x", "twitter"),
            Map.entry("fb", "facebook"),
            Map.entry("instagr", "instagram"),
            Map.entry("redd", "reddit"),
            Map.entry("amzn", "amazon"),
            Map.entry("pin", "pinterest"),
            Map.entry("vk", "vkontakte"));

    static Relation relation(String wanted, String shown) {
        if (wanted.equals(shown)) {
            return Relation.EXACT;
        }
        ExportUrl ours = of(wanted);
        ExportUrl theirs = of(shown);
        return ours.isSpellingOf(theirs) || ours.hasItemOf(theirs) ? Relation.SAME_PAGE : Relation.UNLIKE;
    }

    static ExportUrl of(String url) {
        Matcher parts = PARTS.matcher(url.strip());
        if (!parts.matches()) {
            return new ExportUrl("", url, Set.of(), Set.of());
        }
        String path = path(parts.group(2));
        Set<String> parameters = parameters(Optional.ofNullable(parts.group(3)).orElse(""));
        return new ExportUrl(host(parts.group(1)), path, parameters, itemIds(path, parameters));
    }

    private boolean isSpellingOf(ExportUrl other) {
        return host.equals(other.host) && path.equals(other.path) && parameters.equals(other.parameters);
    }

    private boolean hasItemOf(ExportUrl other) {
        return !itemIds.isEmpty() && itemIds.equals(other.itemIds) && site().equals(other.site());
    }

    /** The name of the site, without subdomains and the country: {@code amazon} of {@code smile.amazon.co.uk}. */
    private String site() {
        String[] labels = host.split("\\.");
        int last = labels.length - 1;
        boolean second = last >= 2 && labels[last].length() == 2 && labels[last - 1].length() <= 3;
        // A host of nothing but dots has none.
        String name = last < 0 ? "" : labels[Math.max(0, second ? last - 2 : last - 1)];
        return SITES.getOrDefault(name, name);
    }

    private static String host(String authority) {
        String bare = decoded(authority.substring(authority.lastIndexOf('@') + 1))
                .replaceFirst(":(80|443)?$", "")
                .replaceFirst("\\.$", "")
                .toLowerCase(Locale.ROOT);
        return ascii(bare).replaceFirst("^(www\\d?|m|mobile|amp)\\.(?=.*\\.)", "");
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            // A host that is no name, such as one with a port: it is compared as it stands.
            return host;
        }
    }

    private static String path(String raw) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decoded(raw).toLowerCase(Locale.ROOT).split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    private static Set<String> parameters(String query) {
        Set<String> kept = new TreeSet<>();
        for (String pair : query.split("[&;]")) {
            String parameter = decoded(pair.replace('+', ' ')).toLowerCase(Locale.ROOT);
            if (!parameter.isBlank() && !TRACKING.matcher(parameter).matches()) {
                kept.add(parameter.replaceFirst("=$", ""));
            }
        }
        return kept;
    }

    private static Set<String> itemIds(String path, Set<String> parameters) {
        Set<String> ids = new TreeSet<>();
        Arrays.stream(path.split("/")).filter(ExportUrl::isItemId).forEach(ids::add);
        parameters.stream()
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .filter(ExportUrl::isItemId)
                .forEach(ids::add);
        return ids;
    }

    private static boolean isItemId(String part) {
        return ITEM_ID.matcher(part).matches();
    }

    /** Takes percent-encoding off; what is not a proper one stays. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low < 0) {
                bytes.write(raw[i]);
            } else {
                bytes.write(high << 4 | low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
