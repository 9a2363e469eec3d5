package io.exportcomments.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.campaign.Schedule.PlannedJob;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final long SEED = 8;

    private static boolean has(Schedule schedule, int job, int fault) {
        return schedule.jobs().stream().anyMatch(one -> one.number() == job)
                && schedule.faults().stream().anyMatch(one -> one.number() == fault);
    }

    @Test
    void whatIsLeftIsWhatMatters() {
        Schedule whole = large();
        int job = whole.jobs().get(1).number();
        int fault = whole.faults().get(2).number();

        Schedule small = Shrinker.shrunk(whole, schedule -> has(schedule, job, fault));

        assertThat(small.jobs()).extracting(PlannedJob::number).containsExactly(job);
        assertThat(small.faults()).extracting(PlannedFault::number).containsExactly(fault);
    }

    @Test
    void theCommandPlaysTheSmallScheduleAgain() {
        Schedule whole = large();
        Schedule small = Shrinker.shrunk(whole, schedule -> has(schedule, 1, 2));

        String[] command = Arguments.toPlay(small).split(" ");
        String[] arguments = java.util.Arrays.copyOfRange(command, 1, command.length);

        Schedule again = Arguments.of(arguments).schedule(small.seed());
        assertThat(Verdict.of(again, true).run().world.timeline().lines())
                .isNotEmpty()
                .isEqualTo(Verdict.of(small, true).run().world.timeline().lines());
    }

    private static Schedule large() {
        for (long seed = SEED; ; seed++) {
            Schedule schedule = ScheduleMaker.of(seed);
            if (schedule.jobs().size() >= 3 && schedule.faults().size() >= 5) {
                return schedule;
            }
        }
    }
}
