package io.exportcomments.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimekeeperTest {
    private final VirtualTimekeeper time = new VirtualTimekeeper(Instant.EPOCH, 1);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunAtTheirTimeInTheOrderOfTimeAndThenOfScheduling() {
        time.schedule(Duration.ofSeconds(2), () -> ran.add("c at " + time.now()));
        time.schedule(Duration.ofSeconds(1), () -> ran.add("a at " + time.now()));
        time.schedule(Duration.ofSeconds(1), () -> ran.add("b at " + time.now()));

        time.advance(Duration.ofSeconds(3));

        assertThat(ran)
                .containsExactly("a at 1970-01-01T00:00:01Z", "b at 1970-01-01T00:00:01Z", "c at 1970-01-01T00:00:02Z");
        assertThat(time.now()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(time.nanoTime()).isEqualTo(3_000_000_000L);
    }

    @Test
    void aTaskMayScheduleOthersWhichRunOnTheWay() {
        time.schedule(
                Duration.ofSeconds(1), () -> time.schedule(Duration.ofSeconds(1), () -> ran.add("" + time.now())));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("1970-01-01T00:00:02Z");
    }

    @Test
    void whatIsNotDueYetWaits() {
        time.schedule(Duration.ofSeconds(2), () -> ran.add("late"));

        time.advance(Duration.ofMillis(1_999));

        assertThat(ran).isEmpty();
        assertThat(time.waiting()).isEqualTo(1);
        assertThat(time.untilNext()).contains(Duration.ofMillis(1));
    }

    @Test
    void aCancelledTaskIsGoneAtOnce() {
        Timekeeper.Timer timer = time.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));

        timer.cancel();
        timer.cancel();
        time.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(time.waiting()).isZero();
        assertThat(time.untilNext()).isEmpty();
    }

    @Test
    void aNegativeDelayIsDueAtOnce() {
        time.schedule(Duration.ofSeconds(-5), () -> ran.add("due"));

        assertThat(ran).isEmpty();
        time.runDue();

        assertThat(ran).containsExactly("due");
        assertThat(time.nanoTime()).isZero();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        VirtualTimekeeper same = new VirtualTimekeeper(Instant.EPOCH, 1);
        VirtualTimekeeper other = new VirtualTimekeeper(Instant.EPOCH, 2);

        double first = time.random();

        assertThat(first).isBetween(0.0, 1.0).isEqualTo(same.random()).isNotEqualTo(other.random());
    }
}
