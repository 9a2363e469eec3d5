package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A Vertx that tells of each event loop that is held up for 50 ms, and remembers what it told: all of it that has code of this project
 * on the stack, but for what the machine did to all threads alike.
 */
final class CheckedVertx implements AutoCloseable {
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    private static final int BLOCKED_MILLIS = 50;

    private final Hiccups hiccups = new Hiccups();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord warning) {
            if (warning.getThrown() != null && !hiccups.now()) {
                List<String> stack = Stream.of(warning.getThrown().getStackTrace())
                        .map(StackTraceElement::toString)
                        .toList();
                if (stack.stream().anyMatch(frame -> frame.contains("io.exportcomments."))) {
                    warnings.add(warning.getMessage() + "\n  " + String.join("\n  ", stack));
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setBlockedThreadCheckInterval(BLOCKED_MILLIS)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(BLOCKED_MILLIS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setWarningExceptionTime(1)
            .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));

    CheckedVertx() {
        CHECKER.addHandler(listener);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Forgets what classes that were loaded for the first time cost. */
    void warmedUp() {
        warnings.clear();
    }

    List<String> warnings() {
        return warnings;
    }

    void assertNeverBlocked() {
        assertThat(warnings).as("warnings of blocked threads").isEmpty();
    }

    @Override
    public void close() {
        CHECKER.removeHandler(listener);
        hiccups.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
