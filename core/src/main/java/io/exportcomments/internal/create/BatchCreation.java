package io.exportcomments.internal.create;

import io.exportcomments.adapter.Failures;
import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.CreationJournal;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The creation of a batch: sent once, and never again. If no answer comes, each of its URLs is looked for in the list
 * of jobs, as that of a single creation is. A deadline, a cancellation or closing the client may complete it at any
 * time, which stops the step under way.
 */
final class BatchCreation extends CompletableFuture<BatchReceipt> implements Creator.InProgress {
    private final BatchRequest request;
    private final CreationJournal journal;
    private final CreationContext context;
    private final Timekeeper time;
    private final List<BatchPart> parts;
    private final long deadline;

    /** What was sent of the first URL, which stands for all; null before that. */
    private volatile @Nullable SentRequest sent;

    /** Why the outcome is unknown; null as long as it is not. */
    private volatile @Nullable Throwable trouble;

    private volatile @Nullable CompletableFuture<?> step;
    private final SendingGate gate = new SendingGate();

    BatchCreation(BatchRequest request, CreationJournal journal, CreationContext context) {
        this.request = request;
        this.journal = journal;
        this.context = context;
        this.time = context.time();
        this.parts = request.requests().stream().map(BatchPart::new).toList();
        this.deadline = time.nanoTime() + context.timeouts().call().toNanos();
    }

    void begin() {
        Timekeeper.Timer alarm =
                time.schedule(context.timeouts().call(), () -> context.aside().execute(this::expire));
        whenComplete((receipt, failure) -> {
            alarm.cancel();
            stop();
        });
        CompletableFuture<BatchReceipt> answer =
                context.calls().createBatch(request, deadline, exchange -> gate.send(this::reached, exchange));
        follow(answer);
        answer.whenComplete((receipt, failure) -> {
            if (failure == null) {
                receipt.guids().forEach(context.registry()::answered);
                complete(receipt);
            } else {
                failed(Failures.unwrap(failure));
            }
        });
    }

    private void stop() {
        parts.forEach(context.registry()::remove);
        CompletableFuture<?> current = step;
        if (current != null) {
            current.cancel(true);
        }
    }

    private void follow(CompletableFuture<?> next) {
        step = next;
        if (isDone()) {
            next.cancel(true);
        }
    }

    private void reached() {
        Instant now = time.now();
        parts.forEach(part -> journal.sending(part.request(), now));
        if (isDone() || !gate.goesOut()) {
            throw new DeadlineExceededException(
                    errorContext(), context.timeouts().call(), null);
        }
        note(SentRequest.now(parts.get(0).request(), time.now(), time.nanoTime(), 1));
    }

    private void note(SentRequest first) {
        if (isDone()) {
            return;
        }
        sent = first;
        parts.stream()
                .filter(part -> !part.isFound())
                .forEach(part -> context.registry().put(part, first.of(part.request())));
        if (isDone()) {
            parts.forEach(context.registry()::remove);
        }
    }

    private void failed(Throwable failure) {
        SentRequest out = sent;
        CreationEvidence evidence = CreationEvidence.of(failure);
        if (gate.isGivenUp() || (out != null && evidence == CreationEvidence.REFUSED)) {
            completeExceptionally(failure);
        } else if (out == null) {
            completeExceptionally(unknown(failure, false));
        } else if (!isDone()) {
            lookUp(out.unknown(failure, evidence == CreationEvidence.ACCEPTED), failure);
        }
    }

    private void lookUp(SentRequest unknown, Throwable why) {
        trouble = why;
        note(unknown);
        long now = time.nanoTime();
        List<Duration> pauses = LookupSchedule.after(why, Duration.ofNanos(now - unknown.firstNanos()));
        long until = now + LookupSchedule.total(pauses).toNanos();
        parts.forEach(part -> context.registry().search(part, until));
        if (isDone()) {
            parts.forEach(context.registry()::remove);
        }
        BatchLookup search = new BatchLookup(parts, unknown, context, deadline);
        follow(search);
        search.whenComplete((all, failure) -> {
            if (failure == null) {
                settle();
            } else if (!isDone()) {
                lookupFailed(Failures.unwrap(failure), why);
            }
        });
        search.begin(LookupSchedule.within(Duration.ofNanos(deadline - now), pauses));
    }

    private void settle() {
        List<JobGuid> guids =
                parts.stream().map(BatchPart::found).filter(Objects::nonNull).toList();
        Throwable why = trouble;
        if (guids.size() == parts.size()) {
            complete(new BatchReceipt(Optional.empty(), guids, List.of()));
        } else if (why != null
                && CreationEvidence.of(why) == CreationEvidence.REFUSED_BETWEEN
                && parts.stream().allMatch(BatchPart::isMissing)) {
            completeExceptionally(why);
        } else {
            SentRequest out = sent;
            completeExceptionally(unknown(trouble, out != null && !out.accepted()));
        }
    }

    private void lookupFailed(Throwable failure, Throwable why) {
        if (why != failure) {
            why.addSuppressed(failure);
        }
        completeExceptionally(unknown(why, false));
    }

    @Override
    public void closeClient() {
        Sent out = gate.isGivenUp() ? Sent.NO : Sent.MAYBE;
        completeExceptionally(new ClientClosedException(errorContext(), out, null));
    }

    private void expire() {
        DeadlineExceededException late =
                new DeadlineExceededException(errorContext(), context.timeouts().call(), null);
        if (gate.isGivenUp()) {
            completeExceptionally(late);
            return;
        }
        Throwable why = trouble;
        if (why != null) {
            late.addSuppressed(why);
        }
        completeExceptionally(unknown(late, false));
    }

    /** @param settled whether all looks were made, and nothing shows that the service accepted the batch */
    private BatchOutcomeUnknownException unknown(@Nullable Throwable why, boolean settled) {
        Map<String, JobGuid> found = new LinkedHashMap<>();
        for (BatchPart part : parts) {
            JobGuid guid = part.found();
            if (guid != null) {
                found.put(part.request().url(), guid);
            }
        }
        return new BatchOutcomeUnknownException(
                errorContext(),
                found,
                urls(parts.stream()
                        .filter(part -> settled && !part.isFound() && part.isMissing())
                        .toList()),
                urls(parts.stream()
                        .filter(part -> !part.isFound() && !(settled && part.isMissing()))
                        .toList()),
                parts.stream()
                        .flatMap(part -> part.candidates().stream())
                        .distinct()
                        .toList(),
                why);
    }

    private static List<String> urls(List<BatchPart> some) {
        return some.stream().map(part -> part.request().url()).toList();
    }

    private static ErrorContext errorContext() {
        return ErrorContext.of(Operation.BATCH_CREATE, null);
    }
}
