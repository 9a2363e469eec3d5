package io.exportcomments.transport.http.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is said not to have been sent is not sent afterwards, however late a library notices that it was given up. */
class ExchangeProgressTest {
    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final ExchangeProgress progress = progress(ErrorContext.of(Operation.CREATE, null), time, () -> {});

    private static ExchangeProgress progress(ErrorContext context, Timekeeper time, Runnable onTimeout) {
        return new ExchangeProgress(
                context, Timeouts.DEFAULT, time, ExchangeProgress.firstLooks(time, Timeouts.DEFAULT), onTimeout);
    }

    private Sent toldAfter(Duration wait) {
        time.advance(wait);
        ConnectionException late = progress.timedOut();
        assertThat(late).isNotNull();
        return late.sent();
    }

    @Test
    void aConnectionThatComesAboutTooLateCarriesNothing() {
        progress.waiting();
        progress.connecting();
        assertThat(toldAfter(Timeouts.DEFAULT.connect())).isEqualTo(Sent.NO);

        progress.connected();
        assertThat(progress.sending()).isFalse();
    }

    @Test
    void aRequestThatIsReadyTooLateIsNotSent() {
        progress.waiting();
        progress.connecting();
        progress.connected();
        assertThat(toldAfter(Timeouts.DEFAULT.attempt())).isEqualTo(Sent.NO);
        assertThat(progress.sending()).isFalse();
    }

    @Test
    void anExchangeWhoseTimeCannotBeMeasuredEnds() {
        AtomicInteger ended = new AtomicInteger();
        Timekeeper broken = new Timekeeper() {
            private int looks;

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanoTime() {
                if (looks++ > 0) {
                    throw new NoClassDefFoundError("no descriptor is free");
                }
                return time.nanoTime();
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                return time.schedule(delay, task);
            }

            @Override
            public double random() {
                return time.random();
            }
        };
        progress(ErrorContext.of(Operation.GET, null), broken, ended::incrementAndGet)
                .waiting();
        time.advance(Timeouts.DEFAULT.attempt());
        assertThat(ended).hasValue(1);
    }

    @Test
    void whatWasSentInTimeMayHaveBeenTaken() {
        progress.waiting();
        progress.connecting();
        progress.connected();
        assertThat(progress.sending()).isTrue();
        assertThat(toldAfter(Timeouts.DEFAULT.attempt())).isEqualTo(Sent.MAYBE);
    }
}
