package io.exportcomments.testkit.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.request.MockOperation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class TroubleCases extends SourceCases {
    private static final Set<MockOperation> OF_OTHERS = Set.of(MockOperation.STOP, MockOperation.RETRY);
    private static final Duration TROUBLE = Duration.ofMinutes(5);

    TroubleCases(UpdateSourceContract contract) {
        super(contract);
    }

    /** What the service, or the way to it, may do for minutes. */
    enum Kind {
        BAD_GATEWAY,
        SERVICE_UNAVAILABLE,
        RESET_BEFORE,
        RESET_AFTER,
        CLOSED,
        LIMIT_WITH_WAIT,
        LIMIT_WITHOUT_WAIT,
        GARBAGE,
        EMPTY,
        CUT;

        private Fault fault() {
            return switch (this) {
                case BAD_GATEWAY -> Fault.badGateway();
                case SERVICE_UNAVAILABLE -> Fault.status(503).header("Retry-After", "20");
                case RESET_BEFORE -> Fault.resetBeforeTaking();
                case RESET_AFTER -> Fault.resetAfterTaking();
                case CLOSED -> Fault.closeBeforeTaking();
                case LIMIT_WITH_WAIT ->
                    Fault.status(429).body("{\"error_code\":\"RATE_LIMIT_EXCEEDED\",\"seconds_to_wait\":17}");
                case LIMIT_WITHOUT_WAIT -> Fault.status(429);
                case GARBAGE -> Fault.garbage();
                case EMPTY -> Fault.emptyBody();
                case CUT -> Fault.cutBody(30);
            };
        }

        void begin(MockService mock) {
            mock.faults()
                    .onAny()
                    .when(request -> !OF_OTHERS.contains(request.operation()))
                    .always()
                    .inject(fault());
            mock.faults().dropConnections();
        }
    }

    @ParameterizedTest
    @EnumSource
    void troubleEndsNothingAndTheEndInItIsToldAfterwards(Kind trouble) {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));
        simulation.pass(Duration.ofSeconds(40));

        trouble.begin(simulation.mock());
        simulation.pass(TROUBLE);
        assertThat(watched.errors()).as("%s", watched).isEmpty();
        simulation.mock().faults().clear();
        simulation.passUntil(watched::isOver, contract.recoversWithin());

        assertEnded(watched, JobStatus.DONE);
        simulation.pass(LONG_AFTERWARDS);
        assertEnded(watched, JobStatus.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void afterTroubleTheFirstThatIsToldIsTheStateOfNow(Kind trouble) {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(200, Duration.ofSeconds(5))));
        simulation.pass(Duration.ofSeconds(40));

        trouble.begin(simulation.mock());
        simulation.pass(TROUBLE);
        simulation.mock().faults().clear();
        MockJob then = simulation.job(watched.guid());
        int told = watched.updates().size();
        boolean again = simulation.passUntil(() -> watched.updates().size() > told, contract.recoversWithin());

        assertThat(again).as("something is told again in %s", watched).isTrue();
        assertThat(exported(watched.updates().get(told))).as("%s", watched).isGreaterThanOrEqualTo(then.exported());
        assertSound(watched);
    }

    @Test
    void troubleFromTheBeginningIsWaitedOut() {
        Simulation simulation = start();
        Kind.BAD_GATEWAY.begin(simulation.mock());
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));

        simulation.pass(TROUBLE);
        // A source that the trouble spares may be told of the end, which is believed even where the state can't be
        // read.
        assertThat(watched.updates()).as("%s", watched).allMatch(JobUpdate::isTerminal);
        simulation.mock().faults().clear();
        simulation.passUntil(watched::isOver, contract.recoversWithin());

        assertEnded(watched, JobStatus.DONE);
    }

    @Test
    void aServiceThatIsNotThereIsWaitedFor() {
        Simulation simulation = start();
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));
        simulation.pass(Duration.ofSeconds(40));

        simulation.mock().faults().refuseConnections();
        simulation.pass(TROUBLE);
        simulation.mock().faults().acceptConnections();
        simulation.passUntil(watched::isOver, contract.recoversWithin());

        assertEnded(watched, JobStatus.DONE);
    }

    @Test
    void aNewAttemptThatBeganInTroubleIsTold() {
        Simulation simulation = start();
        JobGuid guid = simulation.seed(failing(3, Duration.ofSeconds(20)).onRetry(course(30, Duration.ofSeconds(10))));
        Watched watched = simulation.watch(guid);
        simulation.pass(Duration.ofSeconds(40));

        Kind.BAD_GATEWAY.begin(simulation.mock());
        simulation.pass(Duration.ofMinutes(2));
        boolean knowsOfTheFailure = watched.isOver();
        simulation.retryElsewhere(guid);
        Watched after = knowsOfTheFailure ? simulation.watch(guid) : watched;
        simulation.pass(Duration.ofMinutes(1));
        simulation.mock().faults().clear();
        simulation.passUntil(after::isOver, Duration.ofMinutes(10));

        if (knowsOfTheFailure) {
            // A source that the trouble spares is told of it in time.
            assertEnded(watched, JobStatus.ERROR);
        }
        assertEnded(after, JobStatus.DONE);
        List<JobUpdate> updates = after.updates();
        assertThat(watched.updates().get(0).attempt()).isEqualTo(1);
        assertThat(updates.get(updates.size() - 1).attempt()).isEqualTo(2);
    }

    @Test
    void singleFailuresNowAndThenDelayNothingBeyondTheNextReading() {
        Simulation simulation = start();
        for (int n = 2; n < 40; n += 3) {
            simulation.mock().faults().on(MockOperation.GET).nth(n).inject(Fault.badGateway());
        }
        Watched watched = simulation.watch(simulation.seed(course(20, Duration.ofSeconds(9))));

        simulation.pass(LONG_AFTERWARDS);

        assertEnded(watched, JobStatus.DONE);
        assertNoticedWithin(simulation, watched, contract.noticesWithin().multipliedBy(4));
    }
}
