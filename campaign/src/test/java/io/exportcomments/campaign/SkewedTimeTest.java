package io.exportcomments.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SkewedTimeTest {
    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final SkewedTime skewed = new SkewedTime(time);
    private final AtomicInteger runs = new AtomicInteger();

    private void again(Duration delay) {
        runs.incrementAndGet();
        skewed.schedule(delay, () -> again(delay));
    }

    @Test
    void aTimerThatIsDueAgainAtOnceWithoutEndIsStopped() {
        again(Duration.ZERO);
        assertThatThrownBy(time::runDue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Time stands still");
    }

    @Test
    void aTimerThatIsDueAgainLaterIsNot() {
        again(Duration.ofMillis(1));
        time.advance(Duration.ofMinutes(5));
        assertThat(runs).hasValue(300_001);
    }
}
