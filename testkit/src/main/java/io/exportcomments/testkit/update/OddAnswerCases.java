package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.request.MockOperation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that did not come from the service itself, and replicas of it that lag. */
abstract class OddAnswerCases extends SourceCases {
    private static final String URL = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final int HAS_NO_BODY = 304;
    private static final String PAGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>";
    private static final String PLAN_EXPIRED =
            "{\"status_code\":403,\"error_code\":\"PLAN_EXPIRED\",\"detail\":\"Your plan has expired\"}";
    private static final String NO_SUCH_JOB = "{\"status_code\":404,\"detail\":\"Job not found\"}";

    OddAnswerCases(UpdateSourceContract contract) {
        super(contract);
    }

    /** How what stands between client and service may word an answer. */
    enum Form {
        NO_BODY,
        PAGE_OF_HTML,
        PLAIN_TEXT,
        JSON_OF_ITS_OWN,
        PROBLEM_DETAILS,
        JSON_OF_A_FRAMEWORK,
        NESTED_JSON;

        Fault fault(int status) {
            Fault fault = switch (this) {
                case NO_BODY -> Fault.status(status);
                case PAGE_OF_HTML -> Fault.answer(status, "text/html", PAGE);
                case PLAIN_TEXT -> Fault.answer(status, "text/plain", "default backend");
                case JSON_OF_ITS_OWN ->
                    Fault.answer(status, "application/json", "{\"message\":\"Forbidden\",\"requestId\":\"x\"}");
                case PROBLEM_DETAILS ->
                    Fault.answer(
                            status,
                            "application/problem+json",
                            "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":" + status
                                    + ",\"detail\":\"blocked\"}");
                case JSON_OF_A_FRAMEWORK ->
                    Fault.answer(
                            status,
                            "application/json",
                            "{\"timestamp\":\"2026-03-01T07:00:00Z\",\"error\":\"Forbidden\",\"path\":\"/api\"}");
                case NESTED_JSON ->
                    Fault.answer(
                            status,
                            "application/json",
                            "{\"error\":{\"code\":" + status + ",\"message\":\"Forbidden\"}}");
            };
            return status / 100 == 3 ? fault.header("Location", "https://status.example.com/maintenance") : fault;
        }
    }

    private static void answerReadings(Simulation simulation, Fault fault) {
        answer(simulation, MockOperation.GET, fault);
        answer(simulation, MockOperation.LIST, fault);
    }

    private static void answer(Simulation simulation, MockOperation operation, Fault fault) {
        simulation
                .mock()
                .faults()
                .onAny()
                .when(request -> request.operation() == operation)
                .always()
                .inject(fault);
    }

    /** A replica that has not heard of the retry, of a service that does not count them. */
    private static void showTheFailureBefore(Simulation simulation, JobGuid guid) {
        String job = "{\"guid\":\"" + guid + "\",\"status\":\"error\"}";
        answer(simulation, MockOperation.GET, Fault.answer(200, "application/json", job));
        answer(simulation, MockOperation.LIST, Fault.answer(200, "application/json", "[" + job + "]"));
    }

    private Watched watchAfterARetryThatReplicasDoNotKnow(Simulation simulation) {
        JobGuid guid = simulation.seed(failing(3, Duration.ofSeconds(4)).onRetry(course(20, Duration.ofSeconds(9))));
        Watched first = simulation.watch(guid);
        simulation.passUntil(first::isOver, Duration.ofMinutes(2));
        CompletableFuture<Job> retried = simulation.client().async().job(guid).retry();
        simulation.settle();
        assertThat(retried).isCompleted();
        showTheFailureBefore(simulation, guid);
        return simulation.watch(guid);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413,
                414, 415, 416, 417, 418, 421, 422, 423, 424, 426, 428, 431, 444, 451, 494, 495, 499
            })
    void answersOfOthersInARunOfGoodOnesEndNothing(int status) {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));
        simulation.pass(Duration.ofSeconds(40));
        assertThat(watched.updates()).as("%s", watched).isNotEmpty();

        answerReadings(simulation, (status == HAS_NO_BODY ? Form.NO_BODY : Form.PAGE_OF_HTML).fault(status));
        simulation.pass(Duration.ofSeconds(75));
        simulation.mock().faults().clear();
        simulation.passUntil(watched::isOver, LONG_AFTERWARDS);

        assertEnded(watched, JobStatus.DONE);
        assertNoticedWithin(simulation, watched, contract.recoversWithin());
    }

    /** The other jobs can be read one by one. */
    @Test
    void aListWithAnEntryThatCantBeReadKeepsNoEndBack() {
        Simulation simulation = start();
        simulation
                .mock()
                .faults()
                .on(MockOperation.LIST)
                .always()
                .inject(Fault.answer(200, "application/json", "[{\"status\":\"done\"}]"));
        List<Watched> watches = watchAll(
                simulation,
                List.of(
                        simulation.seed(course(20, Duration.ofSeconds(9))),
                        simulation.seed(course(20, Duration.ofSeconds(9))),
                        simulation.seed(course(40, Duration.ofSeconds(9)))));

        simulation.passUntil(() -> allOver(watches), LONG_AFTERWARDS);

        watches.forEach(watched -> {
            assertEnded(watched, JobStatus.DONE);
            assertNoticedWithin(simulation, watched, contract.recoversWithin());
        });
    }

    @ParameterizedTest
    @EnumSource
    void itDoesNotMatterHowTheyAreWorded(Form form) {
        for (int status : new int[] {302, 400, 401, 403, 404, 405}) {
            Simulation simulation = start();
            Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));
            simulation.pass(Duration.ofSeconds(40));

            answerReadings(simulation, form.fault(status));
            simulation.pass(Duration.ofSeconds(75));
            simulation.mock().faults().clear();
            simulation.passUntil(watched::isOver, LONG_AFTERWARDS);

            assertEnded(watched, JobStatus.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 405, 407, 409, 421, 423, 499})
    void answersOfOthersFromTheBeginningAreWaitedOut(int status) {
        Simulation simulation = start();
        answerReadings(simulation, Form.NO_BODY.fault(status));
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));

        simulation.pass(Duration.ofSeconds(45));
        simulation.mock().faults().clear();
        simulation.passUntil(watched::isOver, LONG_AFTERWARDS);

        assertEnded(watched, JobStatus.DONE);
    }

    @Test
    void answersOfOthersThatDoNotStopEndTheWatchWithTheLastReason() {
        List<ClientEvent> heard = new CopyOnWriteArrayList<>();
        Simulation simulation = start(contract.simulation().listener(heard::add));
        Watched watched = simulation.watch(simulation.seed(course(200, Duration.ofSeconds(60))));
        simulation.pass(Duration.ofSeconds(130));

        answerReadings(simulation, Form.PAGE_OF_HTML.fault(403));
        simulation.pass(LONG_AFTERWARDS);

        assertThat(watched.errors())
                .as("%s", watched)
                .singleElement()
                .isInstanceOf(PermissionException.class)
                .asString()
                .contains("HTTP 403");
        assertThat(heard)
                .filteredOn(ClientEvent.ReadingFailed.class::isInstance)
                .as("the reason, while it is waited")
                .hasSizeGreaterThan(2)
                .allMatch(event -> ((ClientEvent.ReadingFailed) event).cause() instanceof PermissionException);
    }

    @Test
    void anErrorOfTheServicesOwnEndsTheWatchAtTheNextReading() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(200, Duration.ofSeconds(60))));
        simulation.pass(Duration.ofSeconds(40));

        answerReadings(simulation, Fault.status(403).body(PLAN_EXPIRED));
        simulation.pass(contract.checksWithin().plusSeconds(15));

        assertThat(watched.errors()).as("%s", watched).singleElement().isInstanceOf(PermissionException.class);
    }

    @Test
    void aJobThatIsNotFoundForHalfAMinuteIsFollowedOn() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));
        simulation.pass(Duration.ofSeconds(40));

        answerReadings(simulation, Fault.status(404).body(NO_SUCH_JOB));
        simulation.pass(Duration.ofSeconds(30));
        simulation.mock().faults().clear();
        simulation.passUntil(watched::isOver, LONG_AFTERWARDS);

        assertEnded(watched, JobStatus.DONE);
    }

    @Test
    void aJobThatIsGoneEndsTheWatch() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(200, Duration.ofSeconds(60))));
        simulation.pass(Duration.ofSeconds(40));

        answerReadings(simulation, Fault.status(404).body(NO_SUCH_JOB));
        simulation.pass(LONG_AFTERWARDS);

        assertThat(watched.errors()).as("%s", watched).singleElement().isInstanceOf(NotFoundException.class);
    }

    @Test
    void aJobThatNobodyEverSawEndsTheWatchAtOnce() {
        Simulation simulation = start();
        Watched watched = simulation.watch(JobGuid.of("00000000-0000-4000-8000-000000000000"));

        simulation.pass(Duration.ofSeconds(5));

        assertThat(watched.errors()).as("%s", watched).singleElement().isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 30})
    void aJobThatThisClientCreatedIsWaitedForWhileReplicasLag(int seconds) {
        Simulation simulation = start();
        Duration lag = Duration.ofSeconds(seconds);
        simulation
                .mock()
                .script("*", course(20, Duration.ofSeconds(9)).notFoundFor(lag).notListedFor(lag));
        CompletableFuture<AsyncJobHandle> created = simulation.client().async().create(ExportRequest.of(URL));
        simulation.settle();
        Watched watched = simulation.watch(created.join().guid());

        simulation.passUntil(watched::isOver, LONG_AFTERWARDS);

        assertEnded(watched, JobStatus.DONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void theFailureThatAReplicaShowsAfterARetryIsNotTheEnd(int seconds) {
        Simulation simulation = start();
        Watched second = watchAfterARetryThatReplicasDoNotKnow(simulation);

        simulation.pass(Duration.ofSeconds(seconds));
        assertThat(second.isOver()).as("%s", second).isFalse();
        simulation.mock().faults().clear();
        simulation.passUntil(second::isOver, LONG_AFTERWARDS);

        assertEnded(second, JobStatus.DONE);
    }

    @Test
    void aFailureThatIsStillShownLaterIsThatOfTheRetry() {
        Simulation simulation = start();
        Watched second = watchAfterARetryThatReplicasDoNotKnow(simulation);

        simulation.passUntil(second::isOver, Duration.ofMinutes(2));
        assertEnded(second, JobStatus.ERROR);
    }
}
