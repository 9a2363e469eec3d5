package io.exportcomments.examples.spring;

import io.exportcomments.job.JobGuid;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser that looks. It remembers which jobs changed, not how: a slow browser gets the newest of each.
 * Thread-safe.
 */
final class Viewer {
    private static final long RECONNECT_MILLIS = 2000;

    private final SseEmitter emitter;
    private final Executor threads;
    private final Function<Set<JobGuid>, BoardChange> newest;
    private final Set<JobGuid> changed = new LinkedHashSet<>();
    private boolean due;
    private boolean sending;
    private boolean ended;

    /** A browser that was sent nothing yet. */
    Viewer(SseEmitter emitter, Executor threads, Function<Set<JobGuid>, BoardChange> newest) {
        this.emitter = emitter;
        this.threads = threads;
        this.newest = newest;
    }

    /** Sends it everything, and from then on what it is told of. */
    void begin(BoardChange everything) {
        synchronized (changed) {
            if (ended) {
                return;
            }
            sending = true;
        }
        threads.execute(() -> {
            send(everything);
            sendOn();
        });
    }

    /** Tells it that these jobs changed; of none, that this program is still there. */
    void tell(Collection<JobGuid> jobs) {
        synchronized (changed) {
            changed.addAll(jobs);
            due = true;
            if (sending || ended) {
                return;
            }
            sending = true;
        }
        threads.execute(this::sendOn);
    }

    private void sendOn() {
        for (Set<JobGuid> next = next(); next != null; next = next()) {
            send(newest.apply(next));
        }
    }

    private @Nullable Set<JobGuid> next() {
        synchronized (changed) {
            if (!due || ended) {
                sending = false;
                return null;
            }
            due = false;
            Set<JobGuid> next = new LinkedHashSet<>(changed);
            changed.clear();
            return next;
        }
    }

    private void send(BoardChange news) {
        try {
            emitter.send(SseEmitter.event()
                    .name("news")
                    .reconnectTime(RECONNECT_MILLIS)
                    .data(news, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            end();
        }
    }

    /** Ends its stream; it will try to come back. */
    void end() {
        synchronized (changed) {
            ended = true;
        }
        emitter.complete();
    }
}
