package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.TransportSettings;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as JSON, as it is sent to the service. */
final class RequestJson {
    private static final JobCodec CODEC = new JobCodec(TransportSettings.SERVICE);

    /** What {@link ExportRequest} takes no more, and earlier versions stored. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{Cf}\\p{Cc}\\uFFFD]");

    private RequestJson() {}

    static String of(ExportRequest request) {
        return new String(CODEC.encode(request), StandardCharsets.UTF_8);
    }

    /**
     * The request, whatever an earlier version took: one that can't be read would keep all others from being read with
     * it. What is refused by now stands percent-encoded in it, another spelling of the same page.
     */
    static ExportRequest read(String json) {
        Map<String, @Nullable Object> fields = fields(json);
        ExportOptions.Builder options = ExportOptions.builder();
        if (fields.get("options") instanceof Map<?, ?> values) {
            values.forEach((name, value) -> options.set(String.valueOf(name), value));
        }
        String url = url(fields);
        return new ExportRequest(refusal(url).isEmpty() ? url : encoded(url), options.build());
    }

    /** Why a stored request must not be sent; empty if it may be. */
    static Optional<String> refusalOf(String json) {
        return refusal(url(fields(json)));
    }

    private static Map<String, @Nullable Object> fields(String json) {
        byte[] rows = ("[" + json + "]").getBytes(StandardCharsets.UTF_8);
        Iterator<Map<String, @Nullable Object>> row = CODEC.rows().read(new ByteArrayInputStream(rows));
        return row.next();
    }

    private static String url(Map<String, @Nullable Object> fields) {
        return String.valueOf(fields.get("url"));
    }

    private static Optional<String> refusal(String url) {
        try {
            ExportRequest.of(url);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static String encoded(String url) {
        return UNSEEN.matcher(url)
                .replaceAll(letter -> URLEncoder.encode(letter.group(), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
    }
}
