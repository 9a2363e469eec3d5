package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.results.FileNames;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The data of events. */
final class JobEventJson {

    private static final String VERSION = "v3-beta";

    private JobEventJson() {}

    /** The event, with links that begin with an origin. */
    static JsonObject of(MockJobEvent event, String origin) {
        MockJob job = event.job();
        FileNames files = FileNames.of(job.guid(), job.url(), job.platform());
        String exports = origin + "/exports/";
        JsonObject details = details(job);
        String link = null;
        switch (event.type()) {
            case FINISHED -> {
                link = job.hasFiles() ? exports + files.xlsx() : null;
                details.put("download_link", link).put("json_url", job.hasFiles() ? exports + files.json() : null);
                if (job.resultNote() != null) {
                    details.put("result_note", job.resultNote());
                }
            }
            case FAILED -> details.put("error", job.error());
            case CREATED, PROGRESS, REQUEUED -> {}
        }
        JsonObject json = event(event.type().wireName(), job, link).put("details", details);
        return event.type() == MockJobEvent.Type.PROGRESS
                ? json.put("current", job.exported()).put("total", job.total())
                : json;
    }

    /** An event of the conversion of a job's file. */
    static JsonObject conversion(String name, MockJob job) {
        return event(name, job, null).put("details", details(job));
    }

    /** An event that is about no job. */
    static JsonObject bulk(String name, @Nullable String link) {
        return new JsonObject()
                .put("version", VERSION)
                .put("event", name)
                .put("url", link)
                .putNull("details");
    }

    private static JsonObject event(String name, MockJob job, @Nullable String link) {
        return new JsonObject()
                .put("version", VERSION)
                .put("event", name)
                .put("guid", job.guid().toString())
                .put("status", job.status())
                .put("url", link);
    }

    private static JsonObject details(MockJob job) {
        return new JsonObject()
                .put("guid", job.guid().toString())
                .put("status", job.status())
                .put("url", job.url())
                .put("totalExported", job.exported())
                .put("total", job.total());
    }
}
