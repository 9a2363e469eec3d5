package io.exportcomments.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorKindsTest {
    private static final ErrorContext NONE = ErrorContext.NONE;
    private static final Optional<Duration> WAIT = Optional.of(Duration.ofSeconds(7));
    private static final Job JOB = Job.builder(JobGuid.of("11111111-1111-4111-8111-111111111111"), JobStatus.ERROR)
            .build();

    private static final boolean TRANSIENT = true;
    private static final boolean PERMANENT = true;
    private static final boolean NOTHING_TAKEN = true;

    static Stream<Arguments> errors() {
        RateLimitException limit = new RateLimitException(NONE, RateLimit.UNKNOWN, WAIT, null);
        return Stream.of(
                row(new AuthenticationException(NONE, null), false, PERMANENT, NOTHING_TAKEN),
                row(new PermissionException(NONE, null), false, PERMANENT, NOTHING_TAKEN),
                row(new InvalidRequestException(NONE, null), false, PERMANENT, NOTHING_TAKEN),
                row(new NotFoundException(NONE, null), false, PERMANENT, NOTHING_TAKEN),
                row(new LifecycleConflictException(NONE, JobStatus.DONE, null), false, false, NOTHING_TAKEN),
                row(limit, TRANSIENT, false, NOTHING_TAKEN),
                row(new ServiceException(NONE, WAIT, null), TRANSIENT, false, false),
                row(new ConnectionException(NONE, Sent.NO, false, "refused", null), TRANSIENT, false, NOTHING_TAKEN),
                row(new ConnectionException(NONE, Sent.MAYBE, true, "reset", null), TRANSIENT, false, false),
                row(new UnreadableAnswerException(NONE, "", null), false, false, false),
                row(new CreateOutcomeUnknownException(NONE, List.of(), limit), false, false, false),
                row(
                        new BatchOutcomeUnknownException(NONE, Map.of(), List.of(), List.of(), List.of(), limit),
                        false,
                        false,
                        false),
                row(new EmptyResultException(NONE, JOB, null), false, PERMANENT, false),
                row(new JobFailedException(NONE, JOB, null), false, PERMANENT, false),
                row(new JobStoppedException(NONE, JOB, null), false, PERMANENT, false),
                row(new DeadlineExceededException(NONE, Duration.ofSeconds(1), limit), false, false, false),
                row(new UpdatesUnavailableException(NONE, limit), TRANSIENT, false, false),
                row(new UpdatesUnavailableException(NONE, null), false, false, false),
                row(new LocalFileException(NONE, Path.of("out.json"), "it is full", null), false, false, false),
                row(new CallCancelledException(NONE, null), false, false, false),
                row(new ClientClosedException(NONE, null), false, PERMANENT, false));
    }

    private static Arguments row(
            ExportCommentsException error, boolean isTransient, boolean isPermanent, boolean nothingTaken) {
        return arguments(error, isTransient, isPermanent, nothingTaken);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void eachErrorSaysWhatKindItIs(
            ExportCommentsException error, boolean isTransient, boolean isPermanent, boolean nothingTaken) {
        assertThat(error.isTransient()).as("transient").isEqualTo(isTransient);
        assertThat(error.isPermanent()).as("permanent").isEqualTo(isPermanent);
        assertThat(error.provesNothingTaken()).as("proves nothing taken").isEqualTo(nothingTaken);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void theSameErrorOfMoreAttemptsIsOfTheSameKind(ExportCommentsException error) {
        ExportCommentsException again = error.withContext(error.context().attempts(2));

        assertThat(again).hasSameClassAs(error);
        assertThat(again.isTransient()).isEqualTo(error.isTransient());
        assertThat(again.isPermanent()).isEqualTo(error.isPermanent());
        assertThat(again.provesNothingTaken()).isEqualTo(error.provesNothingTaken());
        assertThat(again.retryAfter()).isEqualTo(error.retryAfter());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void noErrorIsBothTransientAndPermanent(ExportCommentsException error) {
        assertThat(error.isTransient() && error.isPermanent()).isFalse();
    }

    @Test
    void aRefusalThatIsNotTheServicesOwnIsNotPermanent() {
        assertThat(errors().map(row -> (ExportCommentsException) row.get()[0]))
                .filteredOn(error -> error.context().equals(NONE) && error.provesNothingTaken())
                .map(error -> error.withContext(NONE.byIntermediary()))
                .hasSizeGreaterThan(4)
                .noneMatch(ExportCommentsException::isPermanent);
    }

    /**
     * A redirect of 307 or 308 asks for the same elsewhere; whatever else stands between may have passed the request
     * on.
     */
    @ParameterizedTest
    @CsvSource({
        "400, false",
        "402, false",
        "405, false",
        "409, false",
        "413, false",
        "421, false",
        "422, false",
        "499, false",
        "301, false",
        "302, false",
        "303, false",
        "307, true",
        "308, true",
        "407, false"
    })
    void whatIsNotTheServicesOwnProvesNothingUnlessNobodyCanHaveTakenIt(int status, boolean nothingTaken) {
        ErrorContext context = NONE.answered(status, null, null).byIntermediary();

        assertThat(new InvalidRequestException(context, null).provesNothingTaken())
                .isEqualTo(nothingTaken);
        assertThat(new AuthenticationException(context, null).provesNothingTaken())
                .isFalse();
        assertThat(new PermissionException(context, null).provesNothingTaken()).isFalse();
        assertThat(new NotFoundException(context, null).provesNothingTaken()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "LIST", "PING", "SOCKET_TOKEN"})
    void whereThereIsNoGuidTheBaseUrlIsToBeChecked(Operation operation) {
        assertThat(new NotFoundException(ErrorContext.of(operation, null), null))
                .hasMessageContaining("Check the base URL")
                .hasMessageNotContaining("guid");
    }

    @Test
    void aRedirectIsNoAnswerOfTheServicesOwn() {
        assertThat(NONE.answered(302, null, null).fromIntermediary()).isTrue();
        assertThat(NONE.answered(403, null, null).fromIntermediary()).isFalse();
        assertThat(NONE.byIntermediary().attempts(2).refusedWait(Duration.ZERO).fromIntermediary())
                .isTrue();
    }

    @Test
    void onlyARefusalByALimitAndTroubleOfTheServiceSayHowLongToWait() {
        assertThat(errors().map(row -> (ExportCommentsException) row.get()[0])
                        .filter(error -> error.retryAfter().isPresent()))
                .hasOnlyElementsOfTypes(RateLimitException.class, ServiceException.class)
                .allSatisfy(error -> assertThat(error.retryAfter()).isEqualTo(WAIT));
    }

    @Test
    void theTableHasEachClassOfTheTree() {
        Set<Class<?>> inTheTable = errors().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());

        assertThat(inTheTable).isEqualTo(Set.of(ExportCommentsException.class.getPermittedSubclasses()));
    }

    @Test
    void aNoteOfTheServiceThatEndsAsASentenceGetsNoOtherStop() {
        Job job = Job.builder(JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084"), JobStatus.DONE)
                .total(0L)
                .resultNote("The page is private.")
                .build();
        assertThat(new EmptyResultException(NONE, job, null))
                .hasMessageContaining("its result is empty: The page is private. Correct the request");
    }

    /** Whoever is told that a job goes on, and has no guid, creates it again. */
    @Test
    void aCancelledCallSaysWhatMayHaveBecomeOfIt() {
        assertThat(new CallCancelledException(ErrorContext.of(Operation.CREATE, null), null))
                .hasMessageContaining("in the list of jobs before creating it again");
        assertThat(new CallCancelledException(ErrorContext.of(Operation.BATCH_CREATE, null), null))
                .hasMessageContaining("in the list of jobs before creating it again");
        assertThat(new CallCancelledException(ErrorContext.of(Operation.RETRY, JOB.guid()), null))
                .hasMessageContaining("look before sending it again");
        assertThat(new CallCancelledException(ErrorContext.of(Operation.PING, null), null))
                .hasMessageContaining("Call again if it is still wanted");
        assertThat(new CallCancelledException(ErrorContext.of(JOB.guid()), null))
                .hasMessageContaining("follow it again by its guid");
    }
}
