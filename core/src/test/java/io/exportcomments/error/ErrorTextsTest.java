package io.exportcomments.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an error tells whoever reads it. */
class ErrorTextsTest {
    private static final JobGuid GUID = JobGuid.of("11111111-1111-4111-8111-111111111111");
    private static final ErrorContext CREATING = ErrorContext.of(Operation.CREATE, null);
    private static final String PROXY_ADVICE = "Give the proxy's user and password, or check them";

    @Test
    void anAnswerIsToldByItsStatusItsCodeAndItsWords() {
        assertThat(new InvalidRequestException(CREATING.answered(400, "INVALID_URL", "no such page"), null))
                .hasMessage("Could not create the export job: the service takes the request for invalid"
                        + " (HTTP 400 INVALID_URL: no such page). Correct the request");
        assertThat(new InvalidRequestException(CREATING.answered(422, null, null), null))
                .hasMessageContaining("invalid (HTTP 422). Correct");
    }

    @Test
    void anErrorOfAJobAloneBeginsWithTheJob() {
        assertThat(new DeadlineExceededException(ErrorContext.of(GUID), Duration.ofSeconds(1), null))
                .hasMessageStartingWith("Job " + GUID + ": not finished within 1.0 s");
        assertThat(new DeadlineExceededException(ErrorContext.NONE, Duration.ofSeconds(1), null))
                .hasMessageStartingWith("not finished within 1.0 s");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_EXPIRED, Make a new API token",
        "PLAN_EXPIRED, Renew the subscription",
        "PLATFORM_NOT_ALLOWED, This platform needs a larger plan",
        "ANOTHER, Check what the account's plan allows",
        ", Check what the account's plan allows"
    })
    void whatTheAccountMayNotDoIsMendedByItsCode(@Nullable String code, String advice) {
        assertThat(new PermissionException(CREATING.answered(403, code, null), null))
                .hasMessageEndingWith(". " + advice);
    }

    @Test
    void aLateCallIsTriedAgainButALateJobIsFollowed() {
        Duration second = Duration.ofSeconds(1);
        assertThat(new DeadlineExceededException(CREATING, second, null))
                .hasMessageEndingWith("Try again, or allow more time");
        assertThat(new DeadlineExceededException(ErrorContext.of(GUID), second, null))
                .hasMessageEndingWith("The job goes on; follow it again by its guid");
        assertThat(new DeadlineExceededException(ErrorContext.NONE, second, null))
                .hasMessageEndingWith("The jobs go on, and can be followed again");
    }

    @Test
    void aProxyThatWantsAPasswordIsTheOneToBeMended() {
        assertThat(new InvalidRequestException(CREATING.answered(407, null, null), null))
                .hasMessageContaining("the proxy asks for a user and password")
                .hasMessageEndingWith(PROXY_ADVICE);
    }

    /** To try again changes nothing where the proxy does not know the user. */
    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void aConnectionThatTheProxyRefusesIsNotTriedAgain(int status) {
        ConnectionException refused =
                new ConnectionException(CREATING.answered(status, null, null), Sent.NO, false, "refused", null);

        assertThat(refused).hasMessageEndingWith(PROXY_ADVICE);
        assertThat(refused.isTransient()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatBreaksSaysHow(boolean timeout) {
        ConnectionException broken =
                new ConnectionException(CREATING.answered(502, null, null), Sent.NO, timeout, "it broke", null);

        assertThat(broken)
                .hasMessageContaining("it broke")
                .hasMessageEndingWith("Check the network and the base URL, and try again");
        assertThat(broken.isTransient()).isTrue();
        assertThat(broken.timeout()).isEqualTo(timeout);
        assertThat(broken.what()).isEqualTo("it broke");
    }

    @Test
    void anEmptyResultSaysWhyByTheServiceOrByTheUsualReasons() {
        Job.Builder job = Job.builder(GUID, JobStatus.DONE).total(0L);
        for (Job silent : List.of(job.build(), job.resultNote(" ").build())) {
            assertThat(new EmptyResultException(ErrorContext.NONE, silent, null).reason())
                    .isEqualTo("the page may be private, its comments may be off, or the filters may be too narrow");
        }
        assertThat(new EmptyResultException(
                                ErrorContext.NONE, job.resultNote("No reviews").build(), null)
                        .reason())
                .isEqualTo("No reviews");
    }

    @Test
    void aBatchOfWhichNobodyKnowsSaysWhatBecameOfEachUrl() {
        BatchOutcomeUnknownException error = new BatchOutcomeUnknownException(
                CREATING, Map.of("a", GUID), List.of("b", "c"), List.of("d"), List.of(GUID), null);

        assertThat(error)
                .hasMessageContaining(
                        "1 have a job, 2 have none, and of 1 it can't be told; these may be theirs: [" + GUID + "]");
        assertThat(error.found()).containsOnly(Map.entry("a", GUID));
        assertThat(error.missing()).containsExactly("b", "c");
        assertThat(error.unclear()).containsExactly("d");
        assertThat(error.candidates()).containsExactly(GUID);
        assertThat(new BatchOutcomeUnknownException(CREATING, Map.of(), List.of(), List.of(), List.of(), null))
                .hasMessageNotContaining("theirs");
    }

    @Test
    void aCreationOfWhichNobodyKnowsNamesWhatMayBeItsJob() {
        CreateOutcomeUnknownException error = new CreateOutcomeUnknownException(CREATING, List.of(GUID), null);

        assertThat(error).hasMessageContaining("can't be told; it may be [" + GUID + "]");
        assertThat(error.candidates()).containsExactly(GUID);
        assertThat(new CreateOutcomeUnknownException(CREATING, List.of(), null)).hasMessageNotContaining("may be");
    }

    @Test
    void aFailedJobSaysWhyWhereTheServiceDoes() {
        Job.Builder job = Job.builder(GUID, JobStatus.ERROR);
        assertThat(new JobFailedException(ErrorContext.NONE, job.build(), null))
                .hasMessageContaining("he export failed. Retry it");
        assertThat(new JobFailedException(
                        ErrorContext.NONE, job.error("the page is gone").build(), null))
                .hasMessageContaining("he export failed: the page is gone. Retry it");
    }

    @ParameterizedTest
    @CsvSource({
        "RETRY, Only a failed job can be retried",
        "STOP, Only a queued or running job can be stopped",
        "FILE, Wait until the job is done"
    })
    void whatAJobsStatusForbidsIsSaid(Operation operation, String advice) {
        assertThat(new LifecycleConflictException(ErrorContext.of(operation, GUID), JobStatus.PROGRESS, null))
                .hasMessageContaining("the job's status is progress")
                .hasMessageEndingWith(advice);
    }

    @Test
    void aLimitSaysWhichItIsAndHowLongToWait() {
        assertThat(new RateLimitException(
                        CREATING, RateLimit.CREATIONS_PER_DAY, Optional.of(Duration.ofSeconds(7)), null))
                .hasMessageContaining("the day's exports are used up")
                .hasMessageEndingWith("Wait 7 s, then try again");
        assertThat(new RateLimitException(CREATING, RateLimit.UNKNOWN, Optional.of(Duration.ofMillis(10)), null))
                .hasMessageEndingWith("Wait 1 s, then try again");
        assertThat(new RateLimitException(CREATING, RateLimit.UNKNOWN, Optional.empty(), null))
                .hasMessageEndingWith("Wait, then try again");
    }

    @Test
    void aBrokenConnectionSaysWhetherTheRequestWasSent() {
        assertThat(new ConnectionException(CREATING, Sent.NO, false, "refused", null))
                .hasMessageContaining("refused before the request was sent");
        assertThat(new ConnectionException(CREATING, Sent.MAYBE, false, "reset", null))
                .hasMessageContaining("reset after the request was sent");
    }

    @Test
    void anAnswerThatCanNotBeReadShowsHowItBegins() {
        assertThat(new UnreadableAnswerException(CREATING, "<html>", null).excerpt())
                .isEqualTo("<html>");
        assertThat(new UnreadableAnswerException(CREATING, "", null)).hasMessageNotContaining("begins");
    }
}
