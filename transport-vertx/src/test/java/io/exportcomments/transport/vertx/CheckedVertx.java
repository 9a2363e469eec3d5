package io.exportcomments.transport.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.loop.BlockedLoops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Vertx that tells of each event loop that is held up for 50 ms, and remembers what it told. */
final class CheckedVertx implements AutoCloseable {
    private static final int BLOCKED_MILLIS = 50;

    private final BlockedLoops blocked = new BlockedLoops();
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setBlockedThreadCheckInterval(BLOCKED_MILLIS)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(BLOCKED_MILLIS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setWarningExceptionTime(1)
            .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));

    Vertx vertx() {
        return vertx;
    }

    /** Forgets what classes that were loaded for the first time cost. */
    void warmedUp() {
        blocked.forget();
    }

    List<String> warnings() {
        return blocked.warnings();
    }

    void assertNeverBlocked() {
        assertThat(warnings()).as("warnings of blocked threads").isEmpty();
    }

    @Override
    public void close() {
        blocked.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
