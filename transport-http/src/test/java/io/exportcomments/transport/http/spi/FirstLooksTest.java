package io.exportcomments.transport.http.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.adapter.TimeoutQueue;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One timer measures all exchanges, and each still ends in its own time. */
class FirstLooksTest {
    private static final Duration LIMIT = Timeouts.DEFAULT.connect();

    private final VirtualTimekeeper virtual = new VirtualTimekeeper();
    private final Counted time = new Counted();
    private final TimeoutQueue<ExchangeProgress> looks = ExchangeProgress.firstLooks(time, Timeouts.DEFAULT);
    private final List<String> ended = new ArrayList<>();

    /** Counts the timers that are set, and sets none any more if told so. */
    private final class Counted implements Timekeeper {
        private int set;
        private int cancelled;
        private boolean broken;

        @Override
        public Instant now() {
            return virtual.now();
        }

        @Override
        public long nanoTime() {
            return virtual.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            if (broken) {
                throw new IllegalStateException("no timer");
            }
            set++;
            Timer timer = virtual.schedule(delay, task);
            return () -> {
                cancelled++;
                timer.cancel();
            };
        }

        @Override
        public double random() {
            return virtual.random();
        }
    }

    private ExchangeProgress begun(String name) {
        ExchangeProgress exchange = exchange(() -> ended.add(name));
        begin(exchange);
        return exchange;
    }

    private static void begin(ExchangeProgress exchange) {
        exchange.waiting();
        exchange.connecting();
    }

    private ExchangeProgress exchange(Runnable onTimeout) {
        return new ExchangeProgress(ErrorContext.NONE, Timeouts.DEFAULT, time, looks, onTimeout);
    }

    @Test
    void exchangesThatEndInTimeShareATimer() {
        for (int i = 0; i < 100; i++) {
            begun("one of many").stop();
        }
        assertThat(time.set).isEqualTo(1);
        virtual.advance(LIMIT.multipliedBy(3));
        assertThat(ended).isEmpty();
        assertThat(time.set).isEqualTo(1);
    }

    @Test
    void eachEndsInItsOwnTime() {
        begun("a");
        virtual.advance(Duration.ofSeconds(1));
        ExchangeProgress inTime = begun("in time");
        virtual.advance(Duration.ofSeconds(1));
        begun("b");
        inTime.stop();
        virtual.advance(LIMIT.minusSeconds(3));
        assertThat(ended).isEmpty();
        virtual.advance(Duration.ofSeconds(1));
        assertThat(ended).containsExactly("a");
        virtual.advance(Duration.ofSeconds(2));
        assertThat(ended).containsExactly("a", "b");
    }

    @Test
    void oneThatFailsToEndKeepsNoOtherFromIt() {
        begin(exchange(() -> {
            throw new IllegalStateException("can't be ended");
        }));
        begun("b");
        virtual.advance(LIMIT);
        assertThat(ended).containsExactly("b");
    }

    @Test
    void withoutATimerNoneBeginsAndNoneIsForgotten() {
        time.broken = true;
        assertThatThrownBy(() -> begun("a")).hasMessage("no timer");
        time.broken = false;
        begun("b");
        time.broken = true;
        virtual.advance(LIMIT);
        assertThat(ended).containsExactly("b");
    }

    @Test
    void onceClosedNoTimerIsLeft() {
        begun("a");
        looks.close();
        assertThat(time.cancelled).isEqualTo(1);
        begun("b");
        virtual.advance(LIMIT.multipliedBy(2));
        assertThat(ended).isEmpty();
        assertThat(time.set).isEqualTo(1);
    }
}
