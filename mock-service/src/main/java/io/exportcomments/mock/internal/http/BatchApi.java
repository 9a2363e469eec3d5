package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.Batch;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.job.MockJob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.UUID;

/** The operations on batches. */
final class BatchApi {

    private final JobEngine jobs;

    BatchApi(JobEngine jobs) {
        this.jobs = jobs;
    }

    Answer create(ApiRequest call) {
        BatchBody body = BatchBody.read(call.headers().get("Content-Type"), call.body());
        Batch batch = jobs.createBatch(body.urls(), body.options(), call.origin());
        JsonArray guids = new JsonArray();
        JsonArray errors = new JsonArray();
        for (Batch.Entry entry : batch.entries()) {
            MockJob job = entry.job();
            if (job != null) {
                guids.add(job.guid().toString());
            } else {
                errors.add(error(entry.url(), Objects.requireNonNull(entry.error())));
            }
        }
        return Answer.json(
                201,
                new JsonObject()
                        .put("batchId", batch.id().toString())
                        .put("guids", guids)
                        .put("errors", errors)
                        .toBuffer());
    }

    private static JsonObject error(String url, ApiError error) {
        return new JsonObject().put("url", url).put("error_code", error.code()).put("error", error.detail());
    }

    Answer get(Route route) {
        String id = route.name();
        if (id == null || !Route.GUID.matcher(id).matches()) {
            throw ApiError.of(404, null, "There is no such batch.");
        }
        Batch batch = jobs.batch(UUID.fromString(id));
        JsonArray exports = new JsonArray();
        batch.entries().forEach(entry -> exports.add(export(entry)));
        return Answer.json(
                200,
                new JsonObject()
                        .put("batchId", id)
                        .put("total", batch.entries().size())
                        .put("queued", count(batch, "queueing"))
                        .put("running", count(batch, "progress"))
                        .put("completed", count(batch, "done"))
                        .put("failed", count(batch, "error"))
                        .put("is_complete", batch.complete())
                        .put("exports", exports)
                        .toBuffer());
    }

    private static long count(Batch batch, String status) {
        return batch.entries().stream()
                .filter(entry -> status(entry).equals(status))
                .count();
    }

    private static String status(Batch.Entry entry) {
        MockJob job = entry.job();
        return job == null ? "error" : job.status();
    }

    private static JsonObject export(Batch.Entry entry) {
        MockJob job = entry.job();
        ApiError error = entry.error();
        return new JsonObject()
                .put("guid", job == null ? null : job.guid().toString())
                .put("url", job == null ? entry.url() : job.url())
                .put("status", status(entry))
                .put("total", job == null ? null : job.total())
                .put("total_exported", job == null ? 0 : job.exported())
                .put("error", job != null ? job.error() : error == null ? null : error.detail());
    }
}
