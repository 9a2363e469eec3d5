package io.exportcomments.internal.watch;

import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import org.jspecify.annotations.Nullable;

/**
 * One source's place in one watch, and the sink that it talks to: passes on what it says, in the order of the watch.
 */
final class SourceSlot implements UpdateSink {
    private enum State {
        STARTING,
        LIVE,
        GAP,
        BROKEN
    }

    private final SourceFailover failover;
    private final int rank;
    private State state = State.STARTING;
    private UpdateSource.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    SourceSlot(SourceFailover failover, int rank) {
        this.failover = failover;
        this.rank = rank;
    }

    void follow(JobGuid guid) {
        UpdateSource.Subscription mine;
        try {
            mine = failover.source(rank).follow(guid, this);
        } catch (RuntimeException e) {
            broken(e);
            return;
        }
        if (cancelled) {
            mine.cancel();
        } else {
            subscription = mine;
        }
    }

    void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
            subscription = null;
        }
    }

    /** The place in the order of preference, from 0. */
    int rank() {
        return rank;
    }

    String name() {
        return failover.source(rank).name();
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    @Override
    public void live() {
        inOrder(() -> {
            state = State.LIVE;
            failover.live(this);
        });
    }

    @Override
    public void update(Observation observation) {
        inOrder(() -> failover.observed(this, observation));
    }

    @Override
    public void gap(Throwable cause) {
        inOrder(() -> {
            state = State.GAP;
            failover.gap(this, cause);
        });
    }

    @Override
    public void broken(Throwable error) {
        inOrder(() -> {
            state = State.BROKEN;
            failover.broken(error);
        });
    }

    private void inOrder(Runnable step) {
        if (!cancelled) {
            failover.execute(() -> {
                if (!cancelled && state != State.BROKEN) {
                    step.run();
                }
            });
        }
    }
}
