package io.exportcomments.testkit.quota;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The log within one process keeps the same promises as those in databases. */
class MemoryQuotaLogTest extends QuotaLogContract {
    /** Static, since the contract opens its logs before this class has fields. */
    private static final Map<String, QuotaLog> LOGS = new ConcurrentHashMap<>();

    private static final AdvancedTime TIME = new AdvancedTime();

    /** Real time, which a test can move on. */
    private static final class AdvancedTime implements Timekeeper {
        private final Timekeeper real = new SystemTimekeeper();
        private final AtomicLong ahead = new AtomicLong();

        @Override
        public Instant now() {
            return real.now().plusNanos(ahead.get());
        }

        @Override
        public long nanoTime() {
            return real.nanoTime() + ahead.get();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new AssertionError("Nobody needs a timer here");
        }

        @Override
        public double random() {
            return real.random();
        }
    }

    @Override
    protected QuotaLog open(String account) {
        return LOGS.computeIfAbsent(account, name -> new MemoryQuotaLog(TIME));
    }

    @Override
    protected void pass(Duration duration) {
        TIME.ahead.addAndGet(duration.toNanos());
    }
}
