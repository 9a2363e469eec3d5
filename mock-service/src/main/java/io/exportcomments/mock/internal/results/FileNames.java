package io.exportcomments.mock.internal.results;

import java.util.Locale;
import java.util.UUID;

/**
 * The names of a job's files.
 *
 * @param json of the raw file
 * @param xlsx of the formatted file
 */
public record FileNames(String json, String xlsx) {

    /** The names for a job; they depend on nothing else. */
    public static FileNames of(UUID guid, String url, String platform) {
        String raw = "%08x".formatted((int) ((guid.getLeastSignificantBits() * 0x9E3779B9L) >>> 13)) + "-" + guid;
        String path = url.replaceFirst("^[a-zA-Z]+://[^/]*/?", "").replaceFirst("^watch\\?v=", "");
        String slug = path.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        String shortSlug = slug.length() > 40 ? slug.substring(0, 40) : slug;
        String name = platform.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") + "_" + shortSlug + "_"
                + guid.toString().replace("-", "").substring(0, 12);
        return new FileNames(raw + ".json", name + ".xlsx");
    }
}
