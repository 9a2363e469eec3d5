package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.job.MockJob;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The list of jobs, page by page, as a fault changes it. */
final class JobList {

    private static final int DEFAULT_LIMIT = 20;

    private final JobEngine jobs;
    private final AnswerStyle.Lists style;

    JobList(JobEngine jobs, AnswerStyle.Lists style) {
        this.jobs = jobs;
        this.style = style;
    }

    Answer answer(ApiRequest call, Function<MockJob, JsonObject> jobJson) {
        FaultParts fault = call.fault();
        int asked = number(call.query().get("page"), "page", 1);
        int limit = number(call.query().get("limit"), "limit", DEFAULT_LIMIT);
        if (fault.mostPerPage() > 0) {
            limit = Math.min(limit, fault.mostPerPage());
        }
        int page = fault.ignoresPage() ? 1 : asked;
        JobEngine.Page found = jobs.list(page, limit);
        if (fault.repeatsLastPage() && found.jobs().isEmpty()) {
            page = Math.max(1, (found.total() + limit - 1) / limit);
            found = jobs.list(page, limit);
        }
        JsonArray array = new JsonArray();
        found.jobs().forEach(job -> array.add(jobJson.apply(job)));
        Buffer body = switch (style) {
            case ARRAY -> array.toBuffer();
            case ITEMS -> envelope("items", array, page, limit, found.total());
            case DATA -> envelope("data", array, page, limit, found.total());
        };
        return Answer.json(200, body);
    }

    private static Buffer envelope(String name, JsonArray array, int page, int limit, int total) {
        return new JsonObject()
                .put(name, array)
                .put("page", page)
                .put("limit", limit)
                .put("total", total)
                .toBuffer();
    }

    private static int number(@Nullable String text, String name, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw ApiError.invalid("The parameter " + name + " must be a whole number of at least 1.");
        }
        return Integer.parseInt(text);
    }
}
