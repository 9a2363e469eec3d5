package io.exportcomments.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first schedules of the campaign; the rest are played by its profile. */
@Timeout(300)
class CampaignTest {
    private static final int SCHEDULES = 500;

    @BeforeAll
    static void keepLogs() {
        Logs.listen();
    }

    @Test
    void noScheduleBreaksAPromise() {
        List<String> broken = new ArrayList<>();
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            Verdict verdict = Verdict.of(ScheduleMaker.of(seed));
            if (verdict.isBroken()) {
                broken.add("seed " + seed + ": " + verdict.violations());
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The program slept when its client was closed; creations without a readable answer gave their places away. */
    @Test
    void schedulesThatWereBrokenOnceAreNotAnyMore() {
        for (long seed : new long[] {383, 2579, 4886}) {
            assertThat(Verdict.of(ScheduleMaker.of(seed)).violations())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** Of each kind of schedule that was made to notice a mistake, the first one. */
    @Test
    void specialSchedulesTryWhatTheyAreFor() {
        assertThat(kinds(2)).contains(FaultKind.SOCKETS_REFUSED);
        assertThat(kinds(3)).contains(FaultKind.SOCKETS_REFUSED, FaultKind.SOCKETS_CUT);
        assertThat(kinds(4)).contains(FaultKind.SMALL_PAGES);
        assertThat(kinds(9)).contains(FaultKind.TOKENS_SHORT, FaultKind.COMMANDS_IGNORED);
        assertThat(ScheduleMaker.of(5).jobs()).anyMatch(Schedule.PlannedJob::twin);
        assertThat(ScheduleMaker.of(8).jobs()).hasSizeGreaterThan(20);
    }

    private static java.util.Set<FaultKind> kinds(long seed) {
        return Verdict.of(ScheduleMaker.of(seed)).run().trouble.met();
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> first = Verdict.of(ScheduleMaker.of(seed), true)
                    .run()
                    .world
                    .timeline()
                    .lines();
            List<String> second = Verdict.of(ScheduleMaker.of(seed), true)
                    .run()
                    .world
                    .timeline()
                    .lines();
            assertThat(second).as("seed %d", seed).isEqualTo(first);
        }
    }
}
