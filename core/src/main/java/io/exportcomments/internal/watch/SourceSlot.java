package io.exportcomments.internal.watch;

import io.exportcomments.internal.concurrent.Mailbox;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Observation;
import io.exportcomments.port.UpdateSink;
import io.exportcomments.port.UpdateSource;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One source's place in one watch, and the sink that it talks to: puts what it says into the watch's mailbox. */
final class SourceSlot implements UpdateSink {
    /** What a source says. */
    sealed interface Signal permits Live, Seen, Gap, Broken {}

    record Live() implements Signal {}

    record Seen(Observation observation) implements Signal {}

    record Gap(Throwable cause) implements Signal {}

    record Broken(Throwable error) implements Signal {}

    private enum State {
        STARTING,
        LIVE,
        GAP,
        BROKEN
    }

    private final UpdateSource source;
    private final Mailbox mailbox;
    private final int rank;
    private final BiConsumer<SourceSlot, Signal> watch;
    private State state = State.STARTING;
    private UpdateSource.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    SourceSlot(UpdateSource source, Mailbox mailbox, int rank, BiConsumer<SourceSlot, Signal> watch) {
        this.source = source;
        this.mailbox = mailbox;
        this.rank = rank;
        this.watch = watch;
    }

    void follow(JobGuid guid) {
        UpdateSource.Subscription mine;
        try {
            mine = source.follow(guid, this);
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
        return source.name();
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    @Override
    public void live() {
        signal(State.LIVE, new Live());
    }

    @Override
    public void update(Observation observation) {
        signal(null, new Seen(observation));
    }

    @Override
    public void gap(Throwable cause) {
        signal(State.GAP, new Gap(cause));
    }

    @Override
    public void broken(Throwable error) {
        signal(State.BROKEN, new Broken(error));
    }

    private void signal(@Nullable State next, Signal signal) {
        if (cancelled) {
            return;
        }
        mailbox.post(() -> {
            if (cancelled || state == State.BROKEN) {
                return;
            }
            state = next == null ? state : next;
            watch.accept(this, signal);
        });
    }
}
