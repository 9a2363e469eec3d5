package io.exportcomments.job;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An absolute link that becomes a {@link URI} only when somebody asks for it: to take a link apart costs more than all
 * else that is read of a job. Immutable and thread-safe; links are equal when their URIs are.
 */
public final class WebLink {
    private static final int LONGEST = 8192;
    private static final int LARGEST_PORT = 65_535;

    private final String text;
    private volatile @Nullable URI uri;

    private WebLink(String text, @Nullable URI uri) {
        this.text = text;
        this.uri = uri;
    }

    /** The link that a URI is. */
    public static WebLink of(URI uri) {
        return new WebLink(uri.toString(), uri);
    }

    /**
     * The link that a text is, if that is plain: {@code http://} or {@code https://} in small letters, a host of ASCII
     * letters, digits, {@code -} and {@code .} with or without a port, and then only what needs no escape. Nearly all
     * links are.
     *
     * @return null if it is not, though it may be a link all the same
     */
    public static @Nullable WebLink ofPlain(String text) {
        int host = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
        if (host < 0 || text.length() > LONGEST) {
            return null;
        }
        int path = afterPort(text, afterHost(text, host));
        return path > 0 && isPlain(text, path) ? new WebLink(text, null) : null;
    }

    /**
     * Where a host of several labels ends, of which none begins or ends with a dash and the last one begins with a
     * letter; -1 if it is none.
     */
    private static int afterHost(String text, int from) {
        int label = from;
        int at = from;
        while (at < text.length()
                && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || isJoint(text.charAt(at)))) {
            if (text.charAt(at) == '.') {
                if (!isLabel(text, label, at)) {
                    return -1;
                }
                label = at + 1;
            }
            at++;
        }
        return isLabel(text, label, at) && isLetter(text.charAt(label)) ? at : -1;
    }

    private static boolean isLabel(String text, int from, int to) {
        return from < to && text.charAt(from) != '-' && text.charAt(to - 1) != '-';
    }

    private static int afterPort(String text, int from) {
        if (from < 0 || from == text.length() || text.charAt(from) != ':') {
            return from;
        }
        int port = 0;
        int at = from + 1;
        while (at < text.length() && isDigit(text.charAt(at)) && port <= LARGEST_PORT) {
            port = port * 10 + text.charAt(at++) - '0';
        }
        return at > from + 1 && port <= LARGEST_PORT ? at : -1;
    }

    /** Whether from there on is a path, perhaps with a query, in which each character stands for itself. */
    private static boolean isPlain(String text, int from) {
        if (from < text.length() && text.charAt(from) != '/') {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && "/-_.?=&+~!*'();:@$,".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '.';
    }

    /** The link itself; the same object each time. */
    public URI uri() {
        URI known = uri;
        if (known == null) {
            known = URI.create(text);
            uri = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebLink link && (text.equals(link.text) || uri().equals(link.uri()));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(uri());
    }

    /** Says nothing of the link, whose query may hold a secret. */
    @Override
    public String toString() {
        return "WebLink";
    }
}
