package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest.TokenState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The operations of the service: from a call to a true answer. */
final class RestApi {

    private final JobEngine jobs;
    private final AnswerStyle style;
    private final JobJson jobJson;
    private final Function<ApiRequest, Future<Answer>> files;
    private final WebhookApi webhooks;
    private final BatchApi batches;
    private final JobList list;
    private final Supplier<String> realtimeToken;
    private final Supplier<String> otherOrigin;

    /** The operations of these jobs; files answers downloads. */
    RestApi(
            JobEngine jobs,
            AnswerStyle style,
            Function<ApiRequest, Future<Answer>> files,
            WebhookApi webhooks,
            Supplier<String> realtimeToken,
            Supplier<String> otherOrigin) {
        this.jobs = jobs;
        this.style = style;
        this.jobJson = new JobJson(style);
        this.files = files;
        this.webhooks = webhooks;
        this.batches = new BatchApi(jobs);
        this.list = new JobList(jobs, style.lists());
        this.realtimeToken = realtimeToken;
        this.otherOrigin = otherOrigin;
    }

    Future<Answer> answer(ApiRequest call) {
        try {
            if (call.request().operation() == MockOperation.DOWNLOAD) {
                return files.apply(call).recover(failure -> refused(failure));
            }
            return Future.succeededFuture(answerNow(call));
        } catch (ApiError refusal) {
            return refused(refusal);
        }
    }

    private Future<Answer> refused(Throwable failure) {
        if (failure instanceof ApiError refusal) {
            return Future.succeededFuture(Answer.error(refusal, style.secondsAsText(), style.retryAfter()));
        }
        return Future.failedFuture(failure);
    }

    private Answer answerNow(ApiRequest call) {
        Route route = call.route();
        if (route.operation() == MockOperation.UNKNOWN) {
            return unknown(route);
        }
        if (route.operation() == MockOperation.CONNECT) {
            throw ApiError.of(400, null, "This path is for WebSockets.");
        }
        checkToken(call);
        jobs.countRequest();
        return switch (route.operation()) {
            case CREATE -> create(call);
            case GET -> job(200, call, jobs.get(guid(route)));
            case RETRY -> job(200, call, jobs.retry(guid(route)));
            case STOP -> job(200, call, jobs.stop(guid(route)));
            case LIST -> list.answer(call, job -> json(call, job));
            case BATCH_CREATE -> batches.create(call);
            case BATCH_GET -> batches.get(route);
            case PING -> Answer.json(200, new JsonObject().put("status", "ok").toBuffer());
            case SOCKET_TOKEN ->
                Answer.json(
                        200, new JsonObject().put("token", realtimeToken.get()).toBuffer());
            case WEBHOOK_CREATE -> webhooks.create(call);
            case WEBHOOK_LIST -> webhooks.list();
            case WEBHOOK_DELETE -> webhooks.delete(route);
            case WEBHOOK_TOGGLE -> webhooks.toggle(route);
            case WEBHOOK_EVENTS -> webhooks.events(call);
            case DOWNLOAD, CONNECT, UNKNOWN -> throw new IllegalStateException("not answered here: " + route);
        };
    }

    private Answer unknown(Route route) {
        if (route.methods().isEmpty()) {
            return Answer.error(ApiError.of(404, null, "There is nothing at this path."), false, false);
        }
        return Answer.error(ApiError.of(405, null, "This path does not allow the method."), false, false)
                .header("Allow", route.methods().stream().sorted().collect(Collectors.joining(", ")));
    }

    static void checkToken(ApiRequest call) {
        if (call.request().token() != TokenState.VALID) {
            throw ApiError.of(401, "AUTH_HEADER_TOKEN", "Missing or invalid X-AUTH-TOKEN header.");
        }
    }

    static UUID guid(Route route) {
        UUID guid = route.guid();
        if (guid == null) {
            throw ApiError.of(404, null, "There is no such job.");
        }
        return guid;
    }

    private Answer create(ApiRequest call) {
        CreateBody body = CreateBody.read(call.headers().get("Content-Type"), call.body());
        return job(style.createStatus(), call, jobs.create(body.url(), body.options(), call.origin()));
    }

    private Answer job(int status, ApiRequest call, MockJob job) {
        return Answer.json(status, json(call, job).toBuffer()).about(job.guid());
    }

    private JsonObject json(ApiRequest call, MockJob job) {
        return jobJson.of(job, jobs.account().plan(), call.origin(), otherOrigin.get());
    }
}
