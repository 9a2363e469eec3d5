package io.exportcomments.testkit.update;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the client's time and the service's from one thing that is due to the next, as long as nothing is under way.
 */
record TimeSteps(
        ManualClock clock, VirtualTimekeeper time, MockService mock, CallsUnderWay underWay, Runnable settled) {
    /** How much real time an exchange may take before the simulation takes it for stuck. */
    private static final Duration STUCK = Duration.ofSeconds(20);

    private static final Duration GLANCE = Duration.ofMillis(20);

    boolean passUntil(BooleanSupplier condition, Duration bound) {
        long end = time.nanoTime() + bound.toNanos();
        settle();
        while (!condition.getAsBoolean()) {
            if (!step(end)) {
                return condition.getAsBoolean();
            }
            settle();
        }
        return true;
    }

    void passUntilAsked(MockOperation operation, Duration bound) {
        long end = time.nanoTime() + bound.toNanos();
        while (mock.journal().count(operation) == 0) {
            if (awaitIdle(GLANCE)) {
                settled.run();
            }
            if (awaitIdle(GLANCE) && mock.journal().count(operation) == 0 && !step(end)) {
                throw new AssertionError("Not asked within " + bound + ": " + operation);
            }
        }
    }

    /** Lets time pass up to the next thing that is due, and does that; false if the end is reached. */
    private boolean step(long end) {
        Duration step = nextStep(end - time.nanoTime());
        if (step == null) {
            return false;
        }
        // The client's clock first: what the service pushes reaches the client while the service's clock is turned.
        time.elapse(step);
        clock.advanceTo(time.now());
        time.runDue();
        return true;
    }

    private @Nullable Duration nextStep(long left) {
        Duration step = Duration.ofNanos(left);
        Duration own = time.untilNext().orElse(step);
        step = own.compareTo(step) < 0 ? own : step;
        Instant due = clock.nextDue();
        if (due != null && due.isBefore(time.now().plus(step))) {
            step = Duration.between(time.now(), due);
            step = step.isNegative() ? Duration.ZERO : step;
        }
        boolean over = left <= 0 && time.untilNext().filter(Duration::isZero).isEmpty();
        return over ? null : step;
    }

    void settle() {
        long begun;
        do {
            awaitWhatIsUnderWay();
            begun = underWay.begun();
            settled.run();
            awaitWhatIsUnderWay();
            // What was pushed may have set off calls, and their answers may have set off more on the sockets.
        } while (underWay.begun() != begun);
    }

    private void awaitWhatIsUnderWay() {
        if (!awaitIdle(STUCK)) {
            throw new AssertionError(underWay + " after " + STUCK.toSeconds() + " s of real time; the mock's journal:\n"
                    + mock.journal().toText());
        }
    }

    private boolean awaitIdle(Duration bound) {
        try {
            return underWay.awaitNone(bound);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("The test was interrupted", e);
    }
}
