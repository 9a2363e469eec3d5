package io.exportcomments.codec.moshi.internal;

import io.exportcomments.port.ApiToken;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts from the network short and safe to show in errors: at most 200 characters, no control characters, and
 * nothing that is or looks like a secret. It masks too much rather than too little.
 */
public final class Redactor {
    static final int LONGEST = 200;

    private static final int LONGEST_LOOKED_AT = 2000;
    private static final String MASK = "***";
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\uFFFD]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** To the end, since malformed text does not show where a value ends. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:options|cookie|token|secret|passw|authori[sz]ation|session|signature|credential|api.?key|jwt)"
                    + "[\\w-]{0,40}+[\\\\\"']*+\\s*+[:=]).*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY =
            Pattern.compile("(https?:[^\\s\"'?]*+\\?)[^\\s\"']*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("(https?:[\\\\/]+)[^\\s\"'/?#@]*+@", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOKS_SECRET =
            Pattern.compile("eyJ[\\w-]{4,}+(?:\\.[\\w-]*+)*+|whsec_\\w++|(?i:bearer)\\s++\\S++");
    /** Looked for after the others, which may begin within such a word. */
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9]{32,}+");

    private static final Pattern CUT_SECRET = Pattern.compile("[A-Za-z0-9]{16,}+$");
    private static final int SHORTEST_PREFIX = 4;

    private final @Nullable ApiToken token;

    /**
     * A redactor.
     *
     * @param token the token, which no text may show; null if there is none
     */
    public Redactor(@Nullable ApiToken token) {
        this.token = token;
    }

    /** The safe beginning of a body, for an excerpt. */
    String excerpt(ByteInspector inspection) {
        return excerpt(inspection.head());
    }

    /** The safe form of the beginning of a body: a secret at its end may be cut off. */
    String excerpt(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        return isHtml(text) ? "an HTML page" : safe(text, true);
    }

    static boolean isHtml(String text) {
        String start = withoutByteOrderMark(text).stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype")
                || start.startsWith("<html")
                || start.startsWith("<head")
                || start.startsWith("<!--");
    }

    static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The short, safe form of a complete text. */
    String safe(String text) {
        return safe(text, false);
    }

    private String safe(String text, boolean cut) {
        boolean shortened = text.length() > LONGEST_LOOKED_AT;
        String looked = shortened ? text.substring(0, LONGEST_LOOKED_AT) : text;
        String clean = clean(looked);
        String masked = mask(clean, cut || shortened);
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST - 1) + "…";
    }

    private static String clean(String text) {
        String spaced = BLANKS.matcher(text).replaceAll(" ");
        return BLANKS.matcher(UNSAFE.matcher(spaced).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    private String mask(String text, boolean cut) {
        String masked = token == null ? text : maskToken(text, token.reveal(), cut);
        masked = NAMED.matcher(masked).replaceFirst("$1" + MASK);
        masked = USER.matcher(masked).replaceAll("$1" + MASK + "@");
        masked = QUERY.matcher(masked).replaceAll("$1" + MASK);
        masked = LOOKS_SECRET.matcher(masked).replaceAll(MASK);
        masked = LONG_WORD.matcher(masked).replaceAll(MASK);
        return cut ? CUT_SECRET.matcher(masked).replaceAll(MASK) : masked;
    }

    private static String maskToken(String text, String secret, boolean cut) {
        String masked = text.replace(secret, MASK);
        for (int length = secret.length() - 1; cut && length >= SHORTEST_PREFIX; length--) {
            if (masked.endsWith(secret.substring(0, length))) {
                return masked.substring(0, masked.length() - length) + MASK;
            }
        }
        return masked;
    }
}
