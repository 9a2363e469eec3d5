package io.exportcomments.job;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is to be exported, and how. Immutable: each setting gives a new request.
 *
 * @param url the page whose comments or reviews are exported: an absolute http or https URL of at most 4,096
 *     characters, without blanks; the service detects the platform from it
 * @param options the options; {@link ExportOptions#NONE} for the service's own defaults
 */
public record ExportRequest(String url, ExportOptions options) {
    private static final int LONGEST = 4096;
    private static final char LAST_OF_ASCII = 0x7f;
    /** What stands for a letter that could not be read. */
    private static final char LOST = '\uFFFD';
    /** Not the joiners, which belong to words of some languages and to emojis. */
    private static final String UNSEEN =
            "\u00AD\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF" + LOST;

    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#@\\p{Cntrl}]+([/?#][^\\s\\p{Cntrl}]*)?");

    /**
     * @throws IllegalArgumentException if the URL is not an absolute http or https URL, or has a character that can't
     *     be meant; or the options' earliest time is after their latest
     */
    public ExportRequest {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(options, "options");
        if (url.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The URL has " + url.length() + " characters; at most " + LONGEST + " are taken");
        }
        if (!WEB.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "Not a URL that can be exported: it must begin with http:// or https://, name a host without a user, and have no blanks");
        }
        checkLetters(url);
        options.minTimestamp()
                .ifPresent(from -> options.maxTimestamp().ifPresent(to -> {
                    if (from.isAfter(to)) {
                        throw new IllegalArgumentException("minTimestamp " + from + " is after maxTimestamp " + to);
                    }
                }));
    }

    /**
     * Refuses what nobody sees and nobody means: an export of another page is paid for all the same. Such characters
     * come with copied text, and stand where letters were read in a wrong encoding.
     */
    private static void checkLetters(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c > LAST_OF_ASCII && (Character.isSpaceChar(c) || UNSEEN.indexOf(c) >= 0)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Not a URL that can be exported: it has U+%04X as its character %d, %s",
                        (int) c,
                        i + 1,
                        c == LOST
                                ? "in place of a letter that was lost; give the right one"
                                : "which can't be seen; take it out"));
            }
        }
    }

    /**
     * A request with the service's own defaults.
     *
     * @throws IllegalArgumentException if the URL is not an absolute http or https URL
     */
    public static ExportRequest of(String url) {
        return new ExportRequest(url, ExportOptions.NONE);
    }

    /** The same request with other options. */
    public ExportRequest withOptions(ExportOptions newOptions) {
        return new ExportRequest(url, newOptions);
    }

    /** The same request with its options changed: {@code request.with(o -> o.replies(true).limit(500))}. */
    public ExportRequest with(Consumer<ExportOptions.Builder> change) {
        ExportOptions.Builder builder = options.toBuilder();
        change.accept(builder);
        return withOptions(builder.build());
    }

    /**
     * The same request for at most so many items, 1 or more.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public ExportRequest limit(int items) {
        return with(o -> o.limit(items));
    }

    /** The same request with or without replies. */
    public ExportRequest replies(boolean wanted) {
        return with(o -> o.replies(wanted));
    }

    /** The URL without its query, and the options' names: nothing secret. */
    @Override
    public String toString() {
        return "ExportRequest[" + url.replaceFirst("[?#].*$", "") + " " + options + "]";
    }
}
