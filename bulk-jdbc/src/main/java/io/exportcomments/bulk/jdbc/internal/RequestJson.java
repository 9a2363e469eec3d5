package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.TransportSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as JSON, as it is sent to the service. */
final class RequestJson {
    private static final JobCodec CODEC = new JobCodec(TransportSettings.SERVICE);

    private RequestJson() {}

    static String of(ExportRequest request) {
        return new String(CODEC.encode(request), StandardCharsets.UTF_8);
    }

    static ExportRequest read(String json) {
        byte[] rows = ("[" + json + "]").getBytes(StandardCharsets.UTF_8);
        Iterator<Map<String, @Nullable Object>> row = CODEC.rows().read(new ByteArrayInputStream(rows));
        Map<String, @Nullable Object> fields = row.next();
        ExportOptions.Builder options = ExportOptions.builder();
        if (fields.get("options") instanceof Map<?, ?> values) {
            values.forEach((name, value) -> options.set(String.valueOf(name), value));
        }
        return new ExportRequest(String.valueOf(fields.get("url")), options.build());
    }
}
