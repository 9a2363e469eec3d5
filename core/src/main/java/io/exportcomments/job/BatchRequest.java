package io.exportcomments.job;

import io.exportcomments.annotation.Experimental;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Several pages that are exported with the same options and sent as one request. Immutable. Source: the service's
 * Python client 2.2.0.
 *
 * @param urls 1 to {@value #MOST_URLS} URLs, each once; a smaller plan takes fewer, see {@link BatchAllowance#urls()}
 * @param options the options of all of them; {@link ExportOptions#NONE} for the service's own defaults
 */
@Experimental
public record BatchRequest(List<String> urls, ExportOptions options) {
    /** The most URLs that a batch can have on any plan. */
    public static final int MOST_URLS = 100;

    /**
     * @throws IllegalArgumentException if there are too few or too many URLs, one comes twice, or a job can't be made
     *     of one, see {@link ExportRequest}
     */
    public BatchRequest {
        urls = List.copyOf(urls);
        Objects.requireNonNull(options, "options");
        if (urls.isEmpty() || urls.size() > MOST_URLS) {
            throw new IllegalArgumentException("A batch has 1 to " + MOST_URLS + " URLs, not " + urls.size());
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < urls.size(); i++) {
            checkUrl(urls.get(i), options, i + 1);
            Integer before = places.putIfAbsent(urls.get(i), i + 1);
            if (before != null) {
                throw new IllegalArgumentException(
                        "URL " + (i + 1) + " is the same as URL " + before + ": a batch exports each URL once");
            }
        }
    }

    /** The message names the place and not the URL, whose query may be a secret. */
    private static void checkUrl(String url, ExportOptions options, int place) {
        try {
            new ExportRequest(url, options);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("URL " + place + ": " + e.getMessage(), e);
        }
    }

    /**
     * A batch with the service's own defaults.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static BatchRequest of(Collection<String> urls) {
        return new BatchRequest(List.copyOf(urls), ExportOptions.NONE);
    }

    /** The same batch with other options. */
    public BatchRequest withOptions(ExportOptions newOptions) {
        return new BatchRequest(urls, newOptions);
    }

    /** The same batch with its options changed: {@code batch.with(o -> o.replies(true).limit(500))}. */
    public BatchRequest with(Consumer<ExportOptions.Builder> change) {
        ExportOptions.Builder builder = options.toBuilder();
        change.accept(builder);
        return withOptions(builder.build());
    }

    /** What would create each of its jobs alone, in the order of the URLs. */
    public List<ExportRequest> requests() {
        return urls.stream().map(url -> new ExportRequest(url, options)).toList();
    }

    /** How many URLs, and the options' names: nothing secret. */
    @Override
    public String toString() {
        return "BatchRequest[" + urls.size() + (urls.size() == 1 ? " URL " : " URLs ") + options + "]";
    }
}
