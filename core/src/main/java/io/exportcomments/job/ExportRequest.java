package io.exportcomments.job;

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
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#@\\p{Cntrl}]+([/?#][^\\s\\p{Cntrl}]*)?");

    /**
     * @throws IllegalArgumentException if the URL is not an absolute http or https URL, or the options' earliest time
     *     is after their latest
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
        options.minTimestamp()
                .ifPresent(from -> options.maxTimestamp().ifPresent(to -> {
                    if (from.isAfter(to)) {
                        throw new IllegalArgumentException("minTimestamp " + from + " is after maxTimestamp " + to);
                    }
                }));
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
