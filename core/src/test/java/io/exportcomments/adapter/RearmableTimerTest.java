package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RearmableTimerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final SerialExecutor executor = new SerialExecutor();
    private final RearmableTimer timer = new RearmableTimer(time, executor);
    private final List<String> ran = new ArrayList<>();

    @Test
    void itsTaskRunsOnceWhenItsTimeHasCome() {
        timer.set(SECOND, () -> ran.add("task"));
        time.advance(SECOND.minusNanos(1));
        assertThat(ran).isEmpty();
        assertThat(timer.isSet()).isTrue();

        time.advance(SECOND);

        assertThat(ran).containsExactly("task");
        assertThat(timer.isSet()).isFalse();
    }

    @Test
    void settingItAgainTakesBackWhatWasSet() {
        timer.set(SECOND, () -> ran.add("old"));
        timer.set(SECOND.multipliedBy(2), () -> ran.add("new"));
        assertThat(time.waiting()).isEqualTo(1);

        time.advance(Duration.ofMinutes(1));

        assertThat(ran).containsExactly("new");
    }

    @Test
    void whatIsClearedDoesNotRun() {
        timer.set(SECOND, () -> ran.add("task"));
        timer.clear();

        time.advance(Duration.ofMinutes(1));

        assertThat(ran).isEmpty();
        assertThat(timer.isSet()).isFalse();
    }

    @Test
    void whatIsClearedDoesNotRunEvenIfItsTimeHasCome() {
        timer.set(SECOND, () -> ran.add("task"));

        executor.execute(() -> {
            time.advance(SECOND);
            timer.clear();
        });

        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskMaySetItAnew() {
        timer.set(SECOND, () -> {
            ran.add("first");
            timer.set(SECOND, () -> ran.add("second"));
        });

        time.advance(Duration.ofMinutes(1));

        assertThat(ran).containsExactly("first", "second");
    }
}
