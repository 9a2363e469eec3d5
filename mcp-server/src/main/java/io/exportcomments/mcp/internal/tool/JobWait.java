package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.Watch;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Follows a job until it ends, or for a time. Thread-safe. */
public final class JobWait {
    private final ExportComments client;
    private final Timekeeper time;

    /** Waits with this client, by this time. */
    public JobWait(ExportComments client, Timekeeper time) {
        this.client = client;
        this.time = time;
    }

    /**
     * The job at its end, or as it is after the time.
     *
     * @param bound how long to wait at most; zero for no wait
     */
    Mono<Job> follow(JobGuid guid, Duration bound, CallProgress progress) {
        if (bound.isZero()) {
            return read(guid);
        }
        return Mono.<Job>create(sink -> follow(guid, bound, progress, sink)).switchIfEmpty(read(guid));
    }

    Mono<Job> read(JobGuid guid) {
        return Mono.fromFuture(() -> client.async().get(guid));
    }

    private void follow(JobGuid guid, Duration bound, CallProgress progress, MonoSink<Job> sink) {
        AtomicReference<@Nullable Job> last = new AtomicReference<>();
        Timekeeper.Timer timer = time.schedule(bound, () -> end(sink, last.get()));
        Disposable.Composite all = Disposables.composite(timer::cancel);
        sink.onDispose(all);
        Watch watch = client.async()
                .job(guid)
                .onUpdate(
                        update -> {
                            last.set(update.job());
                            tell(update, progress);
                            if (update.isTerminal()) {
                                sink.success(update.job());
                            }
                        },
                        () -> end(sink, last.get()),
                        sink::error);
        all.add(watch::close);
    }

    /** Nothing is known of a job of which no update came; then it is read. */
    private static void end(MonoSink<Job> sink, @Nullable Job last) {
        if (last == null) {
            sink.success();
        } else {
            sink.success(last);
        }
    }

    private static void tell(JobUpdate update, CallProgress progress) {
        long exported = update.progress().map(JobProgress::exported).orElse(0L);
        long total = update.progress().map(known -> known.total().orElse(0)).orElse(0L);
        progress.at(exported, total, JobFields.words(update.job()));
    }
}
