package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.TOKEN;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Operation;
import io.exportcomments.port.ApiToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The status decides the class of an error, the body adds what it can. */
class ErrorAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:32:27Z");

    private final JobCodec codec = Fixtures.codec();

    private ExportCommentsException error(int status, String body) {
        return error(status, null, utf8(body));
    }

    private ExportCommentsException error(int status, @Nullable String retryAfter, byte[] body) {
        ExportCommentsException error = codec.errorFor(GET, status, retryAfter, body, NOW);
        assertThat(codec.errorFor(GET, status, retryAfter, new Buffer().write(body), NOW))
                .hasSameClassAs(error)
                .hasMessage(error.getMessage());
        assertThat(error.context().operation()).isEqualTo(GET.operation());
        assertThat(error.context().guid()).isEqualTo(GET.guid());
        assertThat(error.context().httpStatus()).isEqualTo(OptionalInt.of(status));
        return error;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status_code\":404,\"detail\":\"Job not found\"}",
                "{\"error\":\"Job not found\"}",
                "{\"error_code\":\"PLAN_EXPIRED\"}",
                "{\"error_code\":\"PLAN_EXPIRED\",\"error\":{\"message\":\"x\"},\"path\":\"/\"}",
                "{\"type\":\"x\",\"status_code\":403,\"detail\":\"Your plan has expired\"}",
                "\uFEFF{\"detail\":\"Job not found\", \"mor"
            })
    void anErrorInTheServicesFormIsItsOwn(String body) {
        assertThat(error(403, body).context().fromIntermediary()).isFalse();
        assertThat(error(403, body).isPermanent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE html><html><body>Blocked</body></html>",
                "default backend - 404",
                "{\"message\":\"Forbidden\"}",
                "{}",
                "[]",
                "{\"detail\":null}",
                "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"no upstream\"}",
                "{\"detail\":\"You have been blocked\",\"error_code\":1020,\"cloudflare_error\":true}",
                "{\"timestamp\":\"2026-03-01T07:00:00Z\",\"status\":403,\"error\":\"Forbidden\",\"path\":\"/api\"}",
                "{\"error\":{\"code\":403,\"message\":\"Forbidden\",\"status\":\"PERMISSION_DENIED\"}}",
                "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\"}]}",
                "{\"fault\":{\"faultstring\":\"Access denied\"}}",
                "{\"statusCode\":403,\"error\":\"Forbidden\",\"message\":\"Forbidden\"}"
            })
    void anythingElseComesFromSomethingInBetween(String body) {
        assertThat(error(403, body).context().fromIntermediary()).isTrue();
        assertThat(error(403, body).isPermanent()).isFalse();
    }

    private static void assertSaid(ExportCommentsException error, Class<?> type, String code, String detail) {
        assertThat(error).isExactlyInstanceOf(type);
        assertThat(error.context().errorCode()).contains(code);
        assertThat(error.context().detail()).contains(detail);
    }

    @Test
    void fixtures() {
        assertSaid(
                error(400, null, bytes("error-400-invalid-url.json")),
                InvalidRequestException.class,
                "INVALID_URL",
                "The URL provided is not supported.");
        assertSaid(
                error(401, null, bytes("error-401.json")),
                AuthenticationException.class,
                "AUTH_HEADER_TOKEN",
                "Missing or invalid X-AUTH-TOKEN header.");
        assertSaid(
                error(403, null, bytes("error-403-plan.json")),
                PermissionException.class,
                "PLAN_EXPIRED",
                "Your subscription has expired.");
        ExportCommentsException minute = error(429, null, bytes("error-429-minute.json"));
        assertSaid(
                minute,
                RateLimitException.class,
                "RATE_LIMIT_EXCEEDED",
                "Rate limit exceeded. Please wait before retrying.");
        assertThat(((RateLimitException) minute).limit()).isEqualTo(RateLimit.REQUESTS_PER_MINUTE);
        assertThat(((RateLimitException) minute).retryAfter()).contains(Duration.ofSeconds(45));
        ExportCommentsException running = error(429, null, bytes("error-429-concurrency.json"));
        assertSaid(running, RateLimitException.class, "CONCURRENCY_RATE_LIMIT", "Too many exports are running");
        assertThat(((RateLimitException) running).limit()).isEqualTo(RateLimit.RUNNING_EXPORTS);
        assertThat(((RateLimitException) running).retryAfter()).contains(Duration.ofSeconds(12));
        ExportCommentsException proxy = error(502, null, bytes("error-502.html"));
        assertThat(proxy).isExactlyInstanceOf(ServiceException.class);
        assertThat(proxy.context().errorCode()).isEmpty();
        assertThat(proxy.context().detail()).contains("an HTML page");
    }

    /** Whatever the body. */
    @Test
    void theStatusDecidesTheClass() {
        Object[][] classes = {
            {400, InvalidRequestException.class}, {401, AuthenticationException.class},
            {402, PermissionException.class}, {403, PermissionException.class},
            {404, NotFoundException.class}, {405, InvalidRequestException.class},
            {408, ServiceException.class}, {409, InvalidRequestException.class},
            {410, NotFoundException.class}, {422, InvalidRequestException.class},
            {425, ServiceException.class}, {429, RateLimitException.class},
            {451, InvalidRequestException.class}, {499, InvalidRequestException.class},
            {500, ServiceException.class}, {502, ServiceException.class},
            {503, ServiceException.class}, {504, ServiceException.class},
            {599, ServiceException.class}, {100, UnreadableAnswerException.class},
            {204, UnreadableAnswerException.class}, {302, UnreadableAnswerException.class},
            {304, UnreadableAnswerException.class}, {600, UnreadableAnswerException.class},
            {0, UnreadableAnswerException.class}
        };
        String whole = new String(bytes("error-403-plan.json"), StandardCharsets.UTF_8);
        String[] bodies = {
            "",
            " ",
            "{",
            "{}",
            "[]",
            "null",
            "\"x\"",
            "{\"status_code\":200}",
            "{\"error_code\":{},\"detail\":[],\"error\":5,\"message\":null,\"seconds_to_wait\":{}}",
            "<html>",
            "\u0000\u0001",
            whole,
            whole.substring(0, 40),
            whole.substring(0, 80),
            "x".repeat(200_000)
        };
        for (Object[] expected : classes) {
            for (String body : bodies) {
                assertThat(error((int) expected[0], body))
                        .as("%s %s", expected[0], body)
                        .isExactlyInstanceOf((Class<?>) expected[1]);
            }
        }
    }

    @Test
    void aCutBodySaysWhatCameBeforeTheCut() {
        ExportCommentsException error = error(400, "{\"error_code\":\"INVALID_URL\",\"detail\":\"The UR");
        assertThat(error.context().errorCode()).contains("INVALID_URL");
        assertThat(error.context().detail()).isEmpty();
    }

    @Test
    void aBodyThatBreaksStillHasItsStatus() {
        for (IOException wire : new IOException[] {new IOException("reset"), new java.io.EOFException()}) {
            ExportCommentsException error = codec.errorFor(
                    GET, 429, null, StrictnessTest.Breaking.after("{\"seconds_to_wait\":7,\"detail\":", wire), NOW);
            assertThat(((RateLimitException) error).retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    /** A long run of letters before a secret, or a name in front of it, does not keep it from being seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {"whsec_Kq7xW2mB9pLs4RtY6uZc", "eyJhbGciOi.Kq7xW2mB9pLs4RtY6uZc.x", "bearer Kq7xW2mB9pLs4RtY6uZc"
            })
    void aSecretIsSeenBehindALongWord(String secret) {
        assertThat(error(500, "{\"message\":\"" + "Ab".repeat(20) + secret + " is wrong\"}")
                        .context()
                        .detail()
                        .orElseThrow())
                .doesNotContain("Kq7xW2mB9pLs4RtY6uZc")
                .contains("is wrong");
    }

    @Test
    void aCodeWithTheTokenIsNotShown() {
        ApiToken token = ApiToken.of("Kq7xW2mB9pLs4RtY6uZc");
        byte[] body = ("{\"error_code\":\"RATE_" + token.reveal() + "\",\"detail\":\"Slow down\"}")
                .getBytes(StandardCharsets.UTF_8);
        ExportCommentsException error = new JobCodec(URI.create("https://exportcomments.com"), token)
                .errorFor(ErrorContext.NONE, 429, null, body, Instant.EPOCH);
        assertThat(error.context().errorCode()).isEmpty();
        assertThat(error.context().detail()).contains("Slow down");
        assertThat(error.context().fromIntermediary()).isFalse();
        assertThat(error).hasMessageNotContaining(token.reveal());
    }

    @Test
    void aDetailIsShortAndSafe() {
        assertThat(error(400, "{\"detail\":\"a\\u0000b\\r\\nc \\u001b[31m\\u202ed\"}")
                        .context()
                        .detail())
                .contains("ab c [31md");
        assertThat(error(400, "{\"detail\":\"" + "ab ".repeat(300) + "\"}")
                        .context()
                        .detail()
                        .orElse(""))
                .hasSize(200)
                .endsWith("…");
        assertThat(error(401, "{\"detail\":\"No such account: " + TOKEN.reveal() + "!\"}")
                        .context()
                        .detail())
                .contains("No such account: ***!");
        assertThat(error(401, "{\"detail\":\"Bad eyJhbGciOi.eyJzdWIi.c2ln, bad " + "k1".repeat(60) + ".\"}")
                        .context()
                        .detail())
                .contains("Bad ***, bad ***.");
        assertThat(error(502, "{\"detail\":\"<html><body>dump\"}").context().detail())
                .contains("an HTML page");
        assertThat(error(500, "{\"detail\":\" \",\"error\":\"second\",\"message\":\"third\"}")
                        .context()
                        .detail())
                .contains("second");
        assertThat(error(500, "{\"message\":\"third\"}").context().detail()).contains("third");
        assertThat(error(503, "upstream connect error\n").context().detail()).contains("upstream connect error");
        assertThat(codec.errorFor(GET, 503, null, new byte[] {(byte) 0x89, 'P', 'N', 'G'}, NOW)
                        .context()
                        .detail())
                .isEmpty();
    }

    @Test
    void anErrorCodeOfAnotherFormIsNone() {
        for (String code :
                new String[] {"\"\"", "\"two words\"", "\"a\\u0000\"", "\"" + "A".repeat(65) + "\"", "5", "null", "{}"
                }) {
            assertThat(error(400, "{\"error_code\":" + code + "}").context().errorCode())
                    .as(code)
                    .isEmpty();
        }
    }

    private Optional<Duration> wait(String secondsToWait, @Nullable String header) {
        byte[] body = utf8(secondsToWait.isEmpty() ? "{}" : "{\"seconds_to_wait\":" + secondsToWait + "}");
        return ((RateLimitException) error(429, header, body)).retryAfter();
    }

    @ParameterizedTest
    @CsvSource({
        "45, 45000",
        "'\"45\"', 45000",
        "1.5, 1500",
        "'\"1.5\"', 1500",
        "0.0001, 1",
        "' 7', 7000",
        "'\" 7 \"', 7000",
        "86400, 86400000",
        "86401, 86400000",
        "9223372036854775807, 86400000",
        "1e300, 86400000",
        "1e3, 1000000"
    })
    void secondsToWait(String seconds, long millis) {
        assertThat(wait(seconds, null)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "\"0\"",
                "-1",
                "\"-1\"",
                "-0.5",
                "null",
                "true",
                "\"\"",
                "\"soon\"",
                "{}",
                "[]",
                "\"1e999999999\"",
                "1e999999999"
            })
    void secondsToWaitThatAreNone(String seconds) {
        assertThat(wait(seconds, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30000",
        "' 30 ', 30000",
        "1.5, 1500",
        "99999999999999999999, 86400000",
        "'Sun, 01 Mar 2026 07:33:27 GMT', 60000",
        "'Sun, 1 Mar 2026 07:33:27 GMT', 60000",
        "'Sun, 01 Mar 2037 07:32:27 GMT', 86400000"
    })
    void retryAfter(String header, long millis) {
        assertThat(wait("", header)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "soon",
                "NaN",
                "1e999999999",
                "Sun, 01 Mar 2026 07:32:26 GMT",
                "Sun, 01 Mar 2026 07:32:27 GMT",
                "Mon, 01 Mar 2026 07:33:27 GMT",
                "Sun, 32 Mar 2026 07:33:27 GMT",
                "2026-03-01T07:33:27Z",
                "1,2",
                "0x10"
            })
    void retryAfterThatIsRubbish(String header) {
        assertThat(wait("", header)).isEmpty();
        assertThat(wait("9", header)).contains(Duration.ofSeconds(9));
        assertThat(wait("", "9".repeat(100))).isEmpty();
    }

    @Test
    void theLongerWaitCounts() {
        assertThat(wait("10", "20")).contains(Duration.ofSeconds(20));
        assertThat(wait("20", "10")).contains(Duration.ofSeconds(20));
    }

    @Test
    void eachLimitByItsCode() {
        Object[][] limits = {
            {"RATE_LIMIT_EXCEEDED", RateLimit.REQUESTS_PER_MINUTE},
            {"PLAN_RATE_LIMIT", RateLimit.REQUESTS_PER_MINUTE},
            {"DAILY_LIMIT_EXCEEDED", RateLimit.CREATIONS_PER_DAY},
            {"CONCURRENCY_RATE_LIMIT", RateLimit.RUNNING_EXPORTS},
            {"QUEUE_LIMIT_EXCEEDED", RateLimit.QUEUED_EXPORTS},
            {"RATE_WINDOW_EXCEEDED", RateLimit.CREATION_WINDOW},
            {"NEW_LIMIT", RateLimit.UNKNOWN}
        };
        for (Object[] limit : limits) {
            RateLimitException error = (RateLimitException) error(429, "{\"error_code\":\"" + limit[0] + "\"}");
            assertThat(error.limit()).isEqualTo(limit[1]);
        }
    }

    @Test
    void aRefusedCommandIsAnInvalidRequest() {
        assertThat(codec.errorFor(
                        ErrorContext.of(Operation.RETRY, Fixtures.GUID),
                        400,
                        null,
                        utf8("{\"error_code\":\"INVALID_REQUEST\",\"detail\":\"Job is not failed\"}"),
                        NOW))
                .isExactlyInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Could not retry job " + Fixtures.GUID)
                .hasMessageContaining("Job is not failed");
    }

    @Test
    void ofSeveralTexts_theErrorIsTaken() {
        assertThat(error(403, "{\"detail\":\"Forbidden\",\"error\":\"This model needs Business.\",\"message\":\"no\"}")
                        .context()
                        .detail())
                .contains("This model needs Business.");
        assertThat(error(403, "{\"error\":null,\"detail\":\"Forbidden\"}")
                        .context()
                        .detail())
                .contains("Forbidden");
        assertThat(error(403, "{\"error\":true,\"detail\":\"Forbidden\"}")
                        .context()
                        .detail())
                .contains("Forbidden");
        assertThat(error(403, "{\"error\":{\"code\":7,\"message\":\"Nested\"},\"detail\":\"Forbidden\"}")
                        .context()
                        .detail())
                .contains("Nested");
    }

    @Test
    void codesOfTheServicesNewerClients() {
        assertSaid(
                error(
                        429,
                        "{\"error_code\":\"PLAN_QUERY_LIMIT\",\"error\":\"Too many queries\",\"seconds_to_wait\":9}"),
                RateLimitException.class,
                "PLAN_QUERY_LIMIT",
                "Too many queries");
        assertSaid(
                error(403, "{\"error_code\":\"MODEL_LIMIT\",\"error\":\"Not on this plan\"}"),
                PermissionException.class,
                "MODEL_LIMIT",
                "Not on this plan");
        assertSaid(
                error(423, "{\"error_code\":\"LOCKED\",\"error\":\"The job is not running\"}"),
                InvalidRequestException.class,
                "LOCKED",
                "The job is not running");
    }

    @ParameterizedTest
    @CsvSource({
        "'Sunday, 01-Mar-26 07:33:27 GMT', 60000",
        "'Sun Mar  1 07:33:27 2026', 60000",
        "'Sun Mar 01 07:33:27 2026', 60000",
        "'Sunday, 01-Mar-37 07:33:27 GMT', 86400000",
        "'sun, 01 mar 2026 07:33:27 gmt', 60000",
        "'01 Mar 2026 07:33:27 GMT', 60000",
        "'Sun, 01 Mar 2026 08:33:27 +0100', 60000",
        "'Sun, 01 Mar 2026 07:33:27 UTC', 60000"
    })
    void retryAfterInAnyFormOfADate(String header, long millis) {
        assertThat(wait("", header)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tuesday, 01-Mar-77 07:33:27 GMT",
                "Monday, 01-Mar-26 07:33:27 GMT",
                "Mon Mar  1 07:33:27 2026",
                "Sun Feb 30 07:33:27 2026",
                "Sunday, 01-Mar-26",
                "Sun Mar  1 07:33:27",
                "Sun, 01 Mar 2026 25:33:27 GMT"
            })
    void retryAfterWithADateThatIsPastOrNone(String header) {
        assertThat(wait("", header)).isEmpty();
    }

    private Optional<Duration> wait(String retryAfter, @Nullable String date, Instant now) {
        byte[] body = utf8("{}");
        RateLimitException error = (RateLimitException) codec.errorFor(GET, 429, retryAfter, date, body, now);
        assertThat(codec.errorFor(GET, 429, retryAfter, date, new Buffer().write(body), now))
                .hasSameClassAs(error)
                .hasMessage(error.getMessage());
        return error.retryAfter();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -300, 0, 300, 86_400})
    void retryAfterIsCountedFromTheAnswersDate_whateverTheTwoClocksSay(long skew) {
        Instant ours = NOW.plusSeconds(skew);
        for (String date : new String[] {
            "Sun, 01 Mar 2026 07:32:27 GMT", "Sunday, 01-Mar-26 07:32:27 GMT", " Sun Mar  1 07:32:27 2026 "
        }) {
            assertThat(wait("Sun, 01 Mar 2026 07:32:30 GMT", date, ours)).contains(Duration.ofSeconds(3));
            assertThat(wait("3", date, ours)).contains(Duration.ofSeconds(3));
            assertThat(wait("Sun, 01 Mar 2026 07:32:26 GMT", date, ours)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1772350347", "Sun, 32 Mar 2026 07:33:27 GMT"})
    void withoutAValidDate_retryAfterIsCountedFromNow(String date) {
        assertThat(wait("Sun, 01 Mar 2026 07:32:30 GMT", date, NOW)).contains(Duration.ofSeconds(3));
        assertThat(wait("Sun, 01 Mar 2026 07:32:30 GMT", null, NOW)).contains(Duration.ofSeconds(3));
    }
}
