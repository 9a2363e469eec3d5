package io.exportcomments.internal.create;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.ServiceException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A small service that holds jobs, and on which creations and lists go wrong as a test says. */
final class ModelService extends ScriptedTransport {
    /** How a creation goes. */
    enum Fate {
        ANSWERED(true, true),
        ANSWERED_LATE(true, true),
        LIMITED(false, false),
        REFUSED_CONNECTION(false, false),
        RESET_BEFORE_IT_WAS_TAKEN(false, false),
        RESET_AFTER_IT_WAS_TAKEN(true, false),
        TIMED_OUT_UNTAKEN(false, false),
        TIMED_OUT_TAKEN(true, false),
        BROKEN_UNTAKEN(false, false),
        BROKEN_TAKEN(true, false),
        GARBAGE_TAKEN(true, false);

        final boolean taken;
        final boolean answered;

        Fate(boolean taken, boolean answered) {
            this.taken = taken;
            this.answered = answered;
        }
    }

    /**
     * What happens to a creation.
     *
     * @param insertedAfter how long after it was taken the list shows the job
     */
    record Course(Fate fate, Duration insertedAfter) {}

    final Deque<Course> courses = new ArrayDeque<>();
    final Deque<Boolean> listFailures = new ArrayDeque<>();
    final List<Job> jobs = new ArrayList<>();
    int taken;

    /** What the service makes of a URL. */
    UnaryOperator<String> rewriting = url -> url;

    /** What the service makes of options. */
    UnaryOperator<ExportOptions> adapting = options -> options;

    /** By how much its clock is ahead. */
    Duration ahead = Duration.ZERO;

    /** Whether its jobs show when they were created. */
    boolean showsTimes = true;

    /** What it shows of the time at which a job was created. */
    UnaryOperator<Instant> showing = created -> created;

    /** The status of a page that something between answers in place of what goes wrong; 0 for none. */
    int refusedBetween;

    /** The most jobs that it gives on a page. */
    int cap = Integer.MAX_VALUE;

    /** Whether its list has the oldest jobs first. */
    boolean oldestFirst;

    /** The jobs that each request became. */
    final Map<JobGuid, ExportRequest> origins = new HashMap<>();

    private final VirtualTime time;

    ModelService(VirtualTime time) {
        this.time = time;
        onCreate = this::receive;
        onCreateBatch = this::receiveBatch;
        onList = this::page;
    }

    private CompletableFuture<Job> receive(ExportRequest request) {
        Course course = courses.isEmpty() ? new Course(Fate.ANSWERED, Duration.ZERO) : courses.remove();
        Optional<Job> job = course.fate.taken ? Optional.of(take(request, course)) : Optional.empty();
        CompletableFuture<Job> answer = new CompletableFuture<>();
        time.schedule(delay(course.fate), () -> {
            if (course.fate.answered) {
                answer.complete(job.orElseThrow());
            } else {
                answer.completeExceptionally(refusedBetween == 0 ? failure(course.fate) : refusal(refusedBetween));
            }
        });
        return answer;
    }

    /** The URLs of a batch that it takes none of. */
    final Set<String> rejects = new HashSet<>();

    private CompletableFuture<BatchReceipt> receiveBatch(BatchRequest request) {
        Course course = courses.isEmpty() ? new Course(Fate.ANSWERED, Duration.ZERO) : courses.remove();
        List<JobGuid> guids = new ArrayList<>();
        for (ExportRequest one : request.requests()) {
            if (course.fate.taken && !rejects.contains(one.url())) {
                guids.add(take(one, course).guid());
            }
        }
        CompletableFuture<BatchReceipt> answer = new CompletableFuture<>();
        time.schedule(delay(course.fate), () -> {
            if (course.fate.answered) {
                answer.complete(new BatchReceipt(Optional.of(BatchId.of("batch")), guids, List.of()));
            } else {
                answer.completeExceptionally(failure(course.fate));
            }
        });
        return answer;
    }

    private Job take(ExportRequest request, Course course) {
        Job job = made("job-" + ++taken, request);
        origins.put(job.guid(), request);
        if (course.insertedAfter.isZero()) {
            jobs.add(0, job);
        } else {
            time.schedule(course.insertedAfter, () -> jobs.add(0, job));
        }
        return job;
    }

    /** A job as the service would show it, were it created just now. */
    Job made(String guid, ExportRequest request) {
        return Job.builder(JobGuid.of(guid), JobStatus.QUEUEING)
                .url(rewriting.apply(request.url()))
                .options(adapting.apply(request.options()))
                .createdAt(showsTimes ? showing.apply(time.now().plus(ahead)) : null)
                .build();
    }

    private static Duration delay(Fate fate) {
        return switch (fate) {
            case ANSWERED_LATE -> Duration.ofSeconds(12);
            case TIMED_OUT_TAKEN, TIMED_OUT_UNTAKEN -> Duration.ofSeconds(30);
            default -> Duration.ofMillis(100);
        };
    }

    private static Throwable failure(Fate fate) {
        ErrorContext context = ErrorContext.of(Operation.CREATE, null);
        return switch (fate) {
            case LIMITED ->
                new RateLimitException(context.answered(429, null, null), RateLimit.UNKNOWN, Optional.empty(), null);
            case REFUSED_CONNECTION -> new ConnectionException(context, Sent.NO, false, "refused", null);
            case TIMED_OUT_TAKEN, TIMED_OUT_UNTAKEN ->
                new ConnectionException(context, Sent.MAYBE, true, "no answer within 30 s", null);
            case BROKEN_TAKEN, BROKEN_UNTAKEN -> new ServiceException(context.answered(500, null, null), null);
            case GARBAGE_TAKEN -> new UnreadableAnswerException(context.answered(200, null, null), "<html>", null);
            default -> new ConnectionException(context, Sent.MAYBE, false, "reset", null);
        };
    }

    private static Throwable refusal(int status) {
        ErrorContext context = ErrorContext.of(Operation.CREATE, null)
                .answered(status, null, null)
                .byIntermediary();
        return status < 500 ? new InvalidRequestException(context, null) : new ServiceException(context, null);
    }

    private CompletableFuture<JobPage> page(int page, int limit) {
        if (!listFailures.isEmpty() && listFailures.remove()) {
            return CompletableFuture.failedFuture(
                    new ConnectionException(ErrorContext.of(Operation.LIST, null), Sent.MAYBE, false, "reset", null));
        }
        int size = Math.min(limit, cap);
        List<Job> ordered = new ArrayList<>(jobs);
        if (oldestFirst) {
            Collections.reverse(ordered);
        }
        List<Job> shown = ordered.stream().skip((page - 1L) * size).limit(size).toList();
        return CompletableFuture.completedFuture(new JobPage(shown, page, limit, OptionalLong.empty()));
    }
}
