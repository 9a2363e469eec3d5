package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.internal.VirtualTime;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeoutQueueTest {
    private static final Duration ALLOWED = Duration.ofSeconds(10);

    private final VirtualTime virtual = new VirtualTime();
    private final Breakable time = new Breakable();
    private final List<String> expired = new ArrayList<>();
    private final TimeoutQueue<String> queue = new TimeoutQueue<>(time, ALLOWED, this::note);

    private void note(String value, @Nullable Throwable reason) {
        expired.add(value + (reason == null ? "" : ": " + reason.getMessage()));
        if (value.startsWith("bad")) {
            throw new IllegalStateException("can't be ended");
        }
    }

    /** Sets no timers, or tells no time, where it is told so. */
    private final class Breakable implements Timekeeper {
        private int set;
        private boolean withoutTimers;
        private boolean withoutTime;
        private Runnable meanwhile = () -> {};

        @Override
        public Instant now() {
            return virtual.now();
        }

        @Override
        public long nanoTime() {
            if (withoutTime) {
                throw new IllegalStateException("no time");
            }
            return virtual.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            meanwhile.run();
            if (withoutTimers) {
                throw new IllegalStateException("no timer");
            }
            set++;
            return virtual.schedule(delay, task);
        }

        @Override
        public double random() {
            return virtual.random();
        }
    }

    private TimeoutQueue.@Nullable Entry<String> add(String value) {
        return queue.add(value, virtual.nanoTime());
    }

    @Test
    void eachExpiresInItsOwnTimeUnlessItEndsBefore() {
        Random random = new Random(7);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TimeoutQueue.Entry<String> entry = add("entry " + i);
            if (random.nextBoolean()) {
                queue.remove(entry);
                queue.remove(entry);
            } else {
                expected.add("entry " + i);
            }
        }
        virtual.advance(ALLOWED.minusNanos(1));
        assertThat(expired).isEmpty();
        TimeoutQueue.Entry<String> last = add("last");
        virtual.advance(Duration.ofNanos(1));
        assertThat(expired).isEqualTo(expected);
        virtual.advance(ALLOWED);
        assertThat(expired).hasSize(expected.size() + 1).endsWith("last");
        queue.remove(last);
        assertThat(time.set).isEqualTo(2);
    }

    @Test
    void oneThatFailsToEndKeepsNoOtherFromIt() {
        add("bad");
        add("good");
        virtual.advance(ALLOWED);
        assertThat(expired).containsExactly("bad", "good");
    }

    @Test
    void withoutATimerNothingIsTakenInAndTheNextHasOneAgain() {
        time.withoutTimers = true;
        assertThatThrownBy(() -> add("refused")).hasMessage("no timer");
        time.withoutTimers = false;
        add("next");
        virtual.advance(ALLOWED);
        assertThat(expired).containsExactly("next");
    }

    @Test
    void whatCameWhileATimerCouldNotBeSetExpires() {
        time.withoutTimers = true;
        time.meanwhile = () -> {
            time.meanwhile = () -> {};
            add("meanwhile");
        };
        assertThatThrownBy(() -> add("refused")).hasMessage("no timer");
        assertThat(expired).containsExactly("meanwhile: no timer");
    }

    @Test
    void whatNoTimerCanBeSetForAnyMoreExpires() {
        add("due");
        virtual.advance(Duration.ofSeconds(1));
        add("bad and early");
        add("early");
        time.withoutTimers = true;
        virtual.advance(ALLOWED.minusSeconds(1));
        assertThat(expired).containsExactly("due", "bad and early: no timer", "early: no timer");
        time.withoutTimers = false;
        add("later");
        virtual.advance(ALLOWED);
        assertThat(expired).endsWith("later");
    }

    @Test
    void whereTimeCannotBeToldAllExpires() {
        add("a");
        time.withoutTime = true;
        virtual.advance(ALLOWED);
        assertThat(expired).containsExactly("a: no time");
    }

    @Test
    void closingGivesBackWhatWaitsAndLeavesNoTimer() {
        add("a");
        queue.remove(add("b"));
        add("c");
        assertThat(queue.close()).containsExactly("a", "c");
        assertThat(queue.close()).isEmpty();
        assertThat(add("d")).isNull();
        assertThat(virtual.waiting()).isZero();
        virtual.advance(ALLOWED.multipliedBy(2));
        assertThat(expired).isEmpty();
    }

    @Test
    void aTimerThatIsSetWhileItIsClosedIsTakenBack() {
        time.meanwhile = () -> queue.close();
        add("a");
        assertThat(virtual.waiting()).isZero();
    }
}
