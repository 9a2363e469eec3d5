package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.answer.AnswerStyle.Links;
import io.exportcomments.mock.answer.AnswerStyle.Names;
import io.exportcomments.mock.internal.results.FileNames;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job object of the API, in a style. */
final class JobJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration KEPT_FOR = Duration.ofDays(5);

    private final AnswerStyle style;

    JobJson(AnswerStyle style) {
        this.style = style;
    }

    /** The job object; origin and otherOrigin are what absolute links begin with. */
    JsonObject of(MockJob job, ServicePlan plan, String origin, String otherOrigin) {
        boolean done = job.hasFiles();
        FileNames files = FileNames.of(job.guid(), job.url(), job.platform());
        String base = style.links() == Links.OTHER_ORIGIN ? otherOrigin : origin;
        boolean relative = style.links() == Links.RELATIVE;
        String json = relative ? "/exports/" + files.json() : base + "/exports/" + files.json();
        String xlsx = relative ? "/api/v3/job/" + job.guid() + "/download" : base + "/exports/" + files.xlsx();
        Instant exportedAt = job.exportedAt();

        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", job.id());
        fields.put("guid", job.guid().toString());
        fields.put("status", job.status());
        fields.put("url", job.url());
        fields.put("options", new JsonObject(new LinkedHashMap<>(job.options())));
        fields.put("locked", job.status().equals("stopped"));
        fields.put("json_url", done ? json : null);
        fields.put(style.names() == Names.SOURCE ? "download_link" : "download_url", done ? xlsx : null);
        fields.put(style.names() == Names.SNAKE ? "raw_file" : "rawFile", done ? files.json() : null);
        fields.put("file_name", done ? files.xlsx() : null);
        fields.put("total", job.total());
        fields.put("total_exported", job.exported());
        fields.put("retry", job.attempt());
        fields.put("error", job.error());
        if (job.resultNote() != null) {
            fields.put("result_note", job.resultNote());
        }
        boolean replies = Boolean.TRUE.equals(job.options().get("replies"));
        fields.put("replies", replies);
        fields.put("replies_count", replies ? job.exported() / 3 : 0);
        fields.put("timezone", "UTC");
        fields.put("platform", job.platform());
        fields.put("export_type", "comments");
        fields.put("plan", plan.name());
        fields.put("created_at", TIME.format(job.createdAt()));
        fields.put("updated_at", TIME.format(job.updatedAt()));
        fields.put("exported_at", exportedAt == null ? null : TIME.format(exportedAt));
        fields.put("delete_after", exportedAt == null ? null : TIME.format(exportedAt.plus(KEPT_FOR)));
        fields.put("status_url", origin + "/exports/status/" + job.guid());
        return new JsonObject(style.names() == Names.CAMEL ? camel(fields) : fields);
    }

    private static Map<String, @Nullable Object> camel(Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> renamed.put(camel(name), value));
        return renamed;
    }

    private static String camel(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                text.append(i > 0 && name.charAt(i - 1) == '_' ? Character.toUpperCase(c) : c);
            }
        }
        return text.toString();
    }
}
