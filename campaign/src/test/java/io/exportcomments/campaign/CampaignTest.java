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
