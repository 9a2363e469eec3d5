package io.exportcomments.mock.internal.results;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of a job's files.
 *
 * @param json of the raw file
 * @param xlsx of the formatted file
 */
public record FileNames(String json, String xlsx) {
    private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z]+://[^/]*/?");
    private static final Pattern VIDEO = Pattern.compile("^watch\\?v=");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9-]+");
    private static final Pattern ENDS = Pattern.compile("^-+|-+$");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]");

    /** The names for a job; they depend on nothing else. */
    public static FileNames of(UUID guid, String url, String platform) {
        String raw = "%08x".formatted((int) ((guid.getLeastSignificantBits() * 0x9E3779B9L) >>> 13)) + "-" + guid;
        String path = replaced(VIDEO, replaced(ORIGIN, url, ""), "");
        String slug = replaced(ENDS, replaced(OTHERS, path, "-"), "");
        String shortSlug = slug.length() > 40 ? slug.substring(0, 40) : slug;
        String name = replaced(NEITHER_LETTER_NOR_DIGIT, platform.toLowerCase(Locale.ROOT), "") + "_" + shortSlug + "_"
                + guid.toString().replace("-", "").substring(0, 12);
        return new FileNames(raw + ".json", name + ".xlsx");
    }

    private static String replaced(Pattern pattern, String text, String by) {
        return pattern.matcher(text).replaceAll(by);
    }
}
