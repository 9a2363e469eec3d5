package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

abstract class RefusalCases extends TransportCases {
    private static final Map<String, Class<? extends ExportCommentsException>> CLASSES = Map.of(
            "authentication", AuthenticationException.class,
            "permission", PermissionException.class,
            "invalid", InvalidRequestException.class,
            "not found", NotFoundException.class,
            "limit", RateLimitException.class,
            "service", ServiceException.class);

    RefusalCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "400, INVALID_REQUEST, invalid",
        "400, INVALID_URL, invalid",
        "401, AUTH_HEADER_TOKEN, authentication",
        "403, TOKEN_EXPIRED, permission",
        "403, PLAN_EXPIRED, permission",
        "403, PLATFORM_NOT_ALLOWED, permission",
        "404, NOT_FOUND, not found",
        "422, VALIDATION, invalid",
        "429, RATE_LIMIT_EXCEEDED, limit",
        "429, DAILY_LIMIT_EXCEEDED, limit",
        "429, CONCURRENCY_RATE_LIMIT, limit",
        "429, QUEUE_LIMIT_EXCEEDED, limit",
        "429, RATE_WINDOW_EXCEEDED, limit",
        "429, PLAN_RATE_LIMIT, limit",
        "500, OOPS, service",
        "502, OOPS, service",
        "503, OOPS, service",
        "504, OOPS, service"
    })
    void eachDocumentedErrorHasItsClassAndItsContext(int status, String code, String kind) {
        server.reply(Reply.json(status, error(status, code)));

        ExportCommentsException error = failure(classOf(kind), jobs().get(GUID));

        assertThat(error.context().operation()).hasValue(Operation.GET);
        assertThat(error.context().guid()).hasValue(GUID);
        assertThat(error.context().httpStatus()).hasValue(status);
        assertThat(error.context().errorCode()).hasValue(code);
        assertThat(error.context().detail()).hasValue("Because.");
        assertThat(error).hasMessageContaining("(HTTP " + status + " " + code + ": Because.)");
        assertThat(server.requests()).as("asked once").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid",
        "401, authentication",
        "403, permission",
        "404, not found",
        "422, invalid",
        "429, limit",
        "500, service",
        "502, service",
        "503, service",
        "504, service"
    })
    void theStatusAloneTellsTheClassWhateverTheBody(int status, String kind) {
        byte[] html = "<html><h1>Bad Gateway</h1></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        List<Reply> bodies = List.of(
                Reply.bytes(status, new byte[0]),
                Reply.bytes(status, html, "Content-Type: text/html"),
                Reply.json(status, "{\"detail\":"),
                Reply.json(status, "[1,2]"),
                Reply.bytes(status, new byte[300_000]),
                Reply.rawThenClose("HTTP/1.1 " + status + " Cut\r\nContent-Length: 5000\r\n\r\n{\"detail\":\"Bec"));
        server.reply(bodies.toArray(new Reply[0]));
        JobTransport jobs = jobs();

        for (int i = 0; i < bodies.size(); i++) {
            assertThat(failure(classOf(kind), jobs.get(GUID)).context().httpStatus())
                    .hasValue(status);
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void eachOperationNamesItselfInItsError(Operation operation) {
        server.reply(Reply.json(401, error(401, "AUTH_HEADER_TOKEN")));

        AuthenticationException error =
                failure(AuthenticationException.class, call(operation).apply(open()));

        assertThat(error.context().operation()).hasValue(operation);
        boolean ofAJob = operation == Operation.GET || operation == Operation.RETRY || operation == Operation.STOP;
        assertThat(error.context().guid().isPresent()).isEqualTo(ofAJob);
    }

    @Test
    void theMessageSaysWhatHappenedToWhichJobAndWhatToDo() {
        server.reply(
                Reply.json(401, error(401, "AUTH_HEADER_TOKEN")),
                Reply.json(404, ""),
                Reply.json(
                        429, "{\"error_code\":\"QUEUE_LIMIT_EXCEEDED\",\"seconds_to_wait\":45,\"detail\":\"Full.\"}"),
                Reply.bytes(502, "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        JobTransport jobs = jobs();

        assertThat(failure(AuthenticationException.class, jobs.list(1, 20)))
                .hasMessage("Could not list the jobs: the service refused the token"
                        + " (HTTP 401 AUTH_HEADER_TOKEN: Because.). Check the API token: it has 120 letters and digits,"
                        + " and is valid for one year");
        assertThat(failure(NotFoundException.class, jobs.get(GUID)))
                .hasMessageStartingWith(
                        "Could not read job " + GUID + ": there is no such thing on this account (HTTP 404). ");
        assertThat(failure(RateLimitException.class, jobs.create(ExportRequest.of("https://example.org/"))))
                .hasMessage("Could not create the export job: too many exports are queued"
                        + " (HTTP 429 QUEUE_LIMIT_EXCEEDED: Full.). Wait 45 s, then try again");
        assertThat(failure(ServiceException.class, jobs.stop(GUID)))
                .hasMessageStartingWith("Could not stop job " + GUID + ": the service has trouble (HTTP 502");
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMIT_EXCEEDED, REQUESTS_PER_MINUTE",
        "PLAN_RATE_LIMIT, REQUESTS_PER_MINUTE",
        "DAILY_LIMIT_EXCEEDED, CREATIONS_PER_DAY",
        "CONCURRENCY_RATE_LIMIT, RUNNING_EXPORTS",
        "QUEUE_LIMIT_EXCEEDED, QUEUED_EXPORTS",
        "RATE_WINDOW_EXCEEDED, CREATION_WINDOW",
        "SOMETHING_NEW, UNKNOWN"
    })
    void eachLimitIsToldFromTheOthers(String code, RateLimit limit) {
        server.reply(Reply.json(429, error(429, code)));

        assertThat(failure(RateLimitException.class, jobs().ping()).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"45", "\"45\""})
    void secondsToWaitMayBeANumberOrText(String seconds) {
        server.reply(Reply.json(429, "{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":" + seconds + "}"));

        assertThat(failure(RateLimitException.class, jobs().ping()).retryAfter())
                .hasValue(Duration.ofSeconds(45));
    }

    @Test
    void retryAfterMayBeSeconds() {
        server.reply(Reply.json(429, "{}", "Retry-After: 7"));

        assertThat(failure(RateLimitException.class, jobs().ping()).retryAfter())
                .hasValue(Duration.ofSeconds(7));
    }

    @Test
    void troubleMaySayHowLongItLasts() {
        server.reply(Reply.json(503, "{}", "Retry-After: 9"));

        assertThat(failure(ServiceException.class, jobs().ping()).retryAfter()).contains(Duration.ofSeconds(9));
    }

    @Test
    void retryAfterMayBeADate() {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
        server.reply(Reply.json(
                429,
                "{}",
                "Retry-After: "
                        + DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                                .format(date)));

        assertThat(failure(RateLimitException.class, jobs().ping()).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(92)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "Mon, 99 Foo 2026"})
    void rubbishInRetryAfterIsNoWaitAtAll(String rubbish) {
        server.reply(Reply.json(429, "{\"seconds_to_wait\":\"rubbish\"}", "Retry-After: " + rubbish));

        assertThat(failure(RateLimitException.class, jobs().ping()).retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void anAnswerThatInvitesToRepeatIsNotRepeatedByTheTransport(int status) {
        server.reply(Reply.json(status, "{}", "Retry-After: 0"));
        JobTransport jobs = jobs();

        ExportCommentsException get = failure(ExportCommentsException.class, status, jobs.get(GUID));
        failure(ExportCommentsException.class, status, jobs.create(ExportRequest.of("https://example.org/")));
        failure(ExportCommentsException.class, status, jobs.retry(GUID));

        assertThat(get.context().httpStatus()).hasValue(status);
        assertThat(server.requests()).hasSize(3);
    }

    private static ExportCommentsException failure(
            Class<ExportCommentsException> type, int status, CompletableFuture<?> call) {
        Throwable error = answer(call.handle((value, failure) -> failure));
        assertThat(error).isInstanceOf(type);
        assertThat(type.cast(error).context().httpStatus()).hasValue(status);
        return type.cast(error);
    }

    private Function<Transport, CompletableFuture<?>> call(Operation operation) {
        return switch (operation) {
            case CREATE -> to -> to.jobs().create(ExportRequest.of("https://example.org/"));
            case GET -> to -> to.jobs().get(GUID);
            case LIST -> to -> to.jobs().list(1, 20);
            case RETRY -> to -> to.jobs().retry(GUID);
            case STOP -> to -> to.jobs().stop(GUID);
            case PING -> to -> to.jobs().ping();
            case SOCKET_TOKEN -> to -> to.jobs().socketToken();
            case FILE -> to -> to.jobs().open(server.url().resolve("/exports/x.json"), FileRange.WHOLE);
            case BATCH_CREATE -> to -> to.jobs().createBatch(BatchCases.REQUEST);
            case BATCH_GET -> to -> to.jobs().batch(BatchCases.ID);
            case WEBHOOK_CREATE -> to -> to.webhooks().create(WebhookCases.REQUEST);
            case WEBHOOK_LIST -> to -> to.webhooks().list();
            case WEBHOOK_TOGGLE -> to -> to.webhooks().toggle(WebhookCases.ID);
            case WEBHOOK_DELETE -> to -> to.webhooks().delete(WebhookCases.ID);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"blocked\"}",
                "{\"timestamp\":\"2026-03-01T07:00:00Z\",\"status\":403,\"error\":\"Forbidden\",\"path\":\"/api\"}",
                "{\"error\":{\"code\":403,\"message\":\"Forbidden\"}}",
                "{\"message\":\"Forbidden\"}"
            })
    void anErrorInAnotherFormIsNotTheServicesOwn(String body) {
        server.reply(Reply.json(403, body));

        ExportCommentsException error =
                failure(PermissionException.class, jobs().create(ExportRequest.of("https://example.org/")));

        assertThat(error.context().fromIntermediary()).isTrue();
        assertThat(error.provesNothingTaken()).isFalse();
    }

    private static Class<? extends ExportCommentsException> classOf(String kind) {
        Class<? extends ExportCommentsException> found = CLASSES.get(kind);
        if (found == null) {
            throw new AssertionError("No class for " + kind);
        }
        return found;
    }

    private static String error(int status, String code) {
        return "{\"status_code\":" + status + ",\"error_code\":\"" + code + "\",\"detail\":\"Because.\"}";
    }
}
