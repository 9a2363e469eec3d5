package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.schedule.Count;
import io.exportcomments.mock.realtime.RealtimeFaults;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The active faults, and how many of each are left. */
final class RealtimeFaultCounts implements RealtimeFaults {

    private final Count claimed = new Count();
    private final Count endedOnOpen = new Count();
    private final Count endedAfterConnect = new Count();
    final Count lost = new Count();
    final Count withheld = new Count();
    final Count doubled = new Count();
    final Count delayed = new Count();
    final Count expired = new Count();
    final Count invalid = new Count();
    final Count unrecovered = new Count();
    final Count unsubscribed = new Count();
    final Count ignored = new Count();
    private final Count refused = new Count();
    private final Count failed = new Count();
    private final Holding holding;
    private volatile Duration delay = Duration.ZERO;
    private volatile @Nullable Duration pings;
    private volatile Map<String, ? extends @Nullable Object> claims = Map.of();
    private volatile Disconnect onOpen = Disconnect.badRequest();
    private volatile Disconnect afterConnect = Disconnect.badRequest();
    private volatile Disconnect refusal = Disconnect.badRequest();
    private volatile CommandError error = new CommandError(100, "internal server error");

    RealtimeFaultCounts(Holding holding) {
        this.holding = holding;
    }

    /** Where events are held, to be shuffled or joined. */
    interface Holding {
        void hold(int next, boolean joined);
    }

    Duration delay() {
        return delay;
    }

    /** How far apart pings are for a new socket. */
    Duration pings(Duration announced) {
        Duration slow = pings;
        return slow == null ? announced : slow;
    }

    /** What the next token says besides the usual. */
    Map<String, ? extends @Nullable Object> claims() {
        return claimed.take() ? claims : Map.of();
    }

    Optional<Disconnect> endOnOpen() {
        return endedOnOpen.take() ? Optional.of(onOpen) : Optional.empty();
    }

    Optional<Disconnect> endAfterConnect() {
        return endedAfterConnect.take() ? Optional.of(afterConnect) : Optional.empty();
    }

    void checkConnect() {
        if (refused.take()) {
            throw refusal;
        }
    }

    void checkCommand() {
        if (failed.take()) {
            throw error;
        }
    }

    @Override
    public void loseEvents(int next) {
        lost.set(next);
    }

    @Override
    public void withholdEvents(int next) {
        withheld.set(next);
    }

    @Override
    public void doubleEvents(int next) {
        doubled.set(next);
    }

    @Override
    public void shuffleEvents(int next) {
        if (next < 0 || next == 1) {
            throw new IllegalArgumentException("at least 2 events can be shuffled, not " + next);
        }
        holding.hold(next, false);
    }

    @Override
    public void joinEvents(int next) {
        if (next < 0 || next == 1) {
            throw new IllegalArgumentException("at least 2 events can be joined, not " + next);
        }
        holding.hold(next, true);
    }

    @Override
    public void delayEvents(int next, Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a delay must not be negative, was " + by);
        }
        delay = by;
        delayed.set(next);
    }

    @Override
    public void expiredTokens(int next) {
        expired.set(next);
    }

    @Override
    public void invalidTokens(int next) {
        invalid.set(next);
    }

    @Override
    public void tokenClaims(int next, Map<String, ? extends @Nullable Object> values) {
        claims = Collections.unmodifiableMap(new HashMap<>(values));
        claimed.set(next);
    }

    @Override
    public void closeOnOpen(int next, int code, String reason) {
        onOpen = new Disconnect(code, reason);
        endedOnOpen.set(next);
    }

    @Override
    public void closeAfterConnect(int next, int code, String reason) {
        afterConnect = new Disconnect(code, reason);
        endedAfterConnect.set(next);
    }

    @Override
    public void refuseRecovery(int next) {
        unrecovered.set(next);
    }

    @Override
    public void withoutServerSubscriptions(int next) {
        unsubscribed.set(next);
    }

    @Override
    public void refuseConnects(int next, int code, String reason) {
        refusal = new Disconnect(code, reason);
        refused.set(next);
    }

    @Override
    public void ignoreCommands(int next) {
        ignored.set(next);
    }

    @Override
    public void failCommands(int next, int code, String message) {
        error = new CommandError(code, message);
        failed.set(next);
    }

    @Override
    public void slowPings(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("an interval must be positive, was " + interval);
        }
        pings = interval;
    }

    @Override
    public void clear() {
        for (Count count : new Count[] {
            lost,
            withheld,
            doubled,
            delayed,
            expired,
            invalid,
            unrecovered,
            unsubscribed,
            ignored,
            refused,
            failed,
            claimed,
            endedOnOpen,
            endedAfterConnect
        }) {
            count.set(0);
        }
        pings = null;
        holding.hold(0, false);
    }
}
