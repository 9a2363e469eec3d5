package io.exportcomments.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.Operation;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.testkit.event.EventSamples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What measuring costs, in bytes, which repeat where times do not. */
class CostTest {
    private static final int ROUNDS = 20_000;
    private static final TransportCall GET =
            new TransportCall(Operation.GET, Optional.of(EventSamples.GUID), OptionalLong.empty(), false);
    private static final CompletableFuture<String> ANSWER = CompletableFuture.completedFuture("");

    private static double bytesOf(String what, Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat(work);
        repeat(work);
        long before = threads.getCurrentThreadAllocatedBytes();
        repeat(work);
        double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) ROUNDS;
        System.out.printf("cost: %s: %.0f bytes%n", what, bytes);
        return bytes;
    }

    private static void repeat(Runnable work) {
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
    }

    private static void call(TransportInterceptor calls, TransportInterceptor attempts) {
        calls.intercept(GET, () -> attempts.intercept(GET, () -> ANSWER));
    }

    @Test
    void aMeasuredCallCostsLittleAnObservedOneSomeKilobytesAndAnUnmeasuredOneNothing() {
        MeterRegistry registry = new SimpleMeterRegistry();
        ClientMetrics on = ClientMetrics.of(registry);
        assertThat(bytesOf("a call and its attempt, measured", () -> call(on.calls(), on.attempts())))
                .isPositive()
                .isLessThan(600);
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        ClientMetrics observed =
                ClientMetrics.builder().observations(observations).build();
        assertThat(bytesOf("a call and its attempt, observed", () -> call(observed.calls(), observed.attempts())))
                .isPositive()
                .isLessThan(12_000);
        ClientMetrics off =
                ClientMetrics.builder().observations(ObservationRegistry.NOOP).build();
        assertThat(bytesOf("a call and its attempt, with observations off", () -> call(off.calls(), off.attempts())))
                .isLessThan(64);
    }

    @Test
    void anEventCostsNothingButItself() {
        ClientMetrics on = ClientMetrics.of(new SimpleMeterRegistry());
        ClientEvent update = new ClientEvent.UpdateDelivered(EventSamples.update("progress"));
        ClientEvent limit = new ClientEvent.LimitChanged("requests-per-minute", 42, 7);
        assertThat(bytesOf("an update, counted", () -> on.listener().heard(update)))
                .isLessThan(8);
        assertThat(bytesOf("a limit, shown", () -> on.listener().heard(limit))).isLessThan(8);
    }
}
