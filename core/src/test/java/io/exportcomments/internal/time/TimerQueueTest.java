package io.exportcomments.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.VirtualTime;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final VirtualTime time = new VirtualTime();
    private final TimerQueue timers = new TimerQueue(time);
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksRunInTheOrderOfTheirTimeOnOneTimer() {
        timers.after(Duration.ofSeconds(3), () -> done.add("third"));
        timers.after(Duration.ofSeconds(1), () -> done.add("first"));
        timers.after(Duration.ofSeconds(2), () -> done.add("second"));
        assertThat(time.waiting()).isEqualTo(1);
        time.advance(Duration.ofMillis(2_500));
        assertThat(done).containsExactly("first", "second");
        time.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("first", "second", "third");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aTaskTakenBackDoesNotRunAndLeavesNothing() {
        Timekeeper.Timer entry = timers.after(Duration.ofSeconds(1), () -> done.add("never"));
        entry.cancel();
        entry.cancel();
        assertThat(timers.size()).isZero();
        assertThat(time.waiting()).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskMayPutDownAnother() {
        timers.after(Duration.ofSeconds(1), () -> timers.after(Duration.ofSeconds(1), () -> done.add("later")));
        time.advance(Duration.ofSeconds(2));
        assertThat(done).containsExactly("later");
    }

    @Test
    void aTaskThatThrowsCostsNoOtherItsTurn() {
        timers.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("on purpose");
        });
        timers.after(Duration.ofSeconds(1), () -> {
            throw new AssertionError("on purpose");
        });
        timers.after(Duration.ofSeconds(1), () -> done.add("due at the same time"));
        timers.after(Duration.ofSeconds(2), () -> done.add("due later"));
        time.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("due at the same time");
        time.advance(Duration.ofSeconds(1));
        assertThat(done).containsExactly("due at the same time", "due later");
    }

    @Test
    void closingDropsEverything() {
        timers.after(Duration.ofSeconds(1), () -> done.add("never"));
        timers.close();
        timers.after(Duration.ofSeconds(1), () -> done.add("never"));
        time.advance(Duration.ofSeconds(5));
        assertThat(done).isEmpty();
        assertThat(time.waiting()).isZero();
    }
}
