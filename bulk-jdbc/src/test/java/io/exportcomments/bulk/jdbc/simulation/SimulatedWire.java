package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.LifecycleConflictException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.RateLimit;
import io.exportcomments.error.RateLimitException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.BatchState;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.job.RejectedUrl;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.Batch;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The way of one process to the service: each exchange takes a time, and may be lost on the way there or back. */
final class SimulatedWire implements Transport, JobTransport {
    private final SimulatedService service;
    private final VirtualTimekeeper time;
    private final ProcessTime process;
    private final Odds odds;
    private final Random chance;

    SimulatedWire(SimulatedService service, VirtualTimekeeper time, ProcessTime process, Odds odds, Random chance) {
        this.service = service;
        this.time = time;
        this.process = process;
        this.odds = odds;
        this.chance = chance;
    }

    private <T> CompletableFuture<T> exchange(Operation operation, Supplier<T> effect) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (process.isDead()) {
            throw new ProcessDied();
        }
        double luck = chance.nextDouble();
        if (luck < odds.unreachable()) {
            later(() -> answer.completeExceptionally(broken(operation, Sent.NO)));
            return answer;
        }
        if (service.astray.test(operation)) {
            ErrorContext page = ErrorContext.of(operation, null).answered(404, null, "Not Found");
            later(() -> answer.completeExceptionally(new NotFoundException(page.byIntermediary(), null)));
            return answer;
        }
        boolean silent = service.silent.test(operation);
        boolean lost = silent || luck < odds.unreachable() + odds.lostAnswers();
        boolean arrives = !lost || silent || chance.nextBoolean();
        time.schedule(travel().plus(service.slowness.apply(operation)), () -> {
            if (!arrives) {
                later(() -> answer.completeExceptionally(broken(operation, Sent.MAYBE)));
                return;
            }
            try {
                T result = effect.get();
                later(() -> {
                    if (lost) {
                        answer.completeExceptionally(broken(operation, Sent.MAYBE));
                    } else {
                        answer.complete(result);
                    }
                });
            } catch (ApiError refusal) {
                later(() ->
                        answer.completeExceptionally(lost ? broken(operation, Sent.MAYBE) : error(operation, refusal)));
            }
        });
        return answer;
    }

    private void later(Runnable delivery) {
        time.schedule(travel(), () -> process.run(delivery));
    }

    private Duration travel() {
        return Duration.ofMillis(20 + chance.nextInt(200));
    }

    private static ConnectionException broken(Operation operation, Sent sent) {
        return new ConnectionException(ErrorContext.of(operation, null), sent, false, "the connection broke", null);
    }

    private ExportCommentsException error(Operation operation, ApiError refusal) {
        ErrorContext context =
                ErrorContext.of(operation, null).answered(refusal.status(), refusal.code(), refusal.detail());
        return switch (refusal.status()) {
            case 403 -> new PermissionException(context, null);
            case 404 -> new NotFoundException(context, null);
            case 429 -> {
                service.refused();
                Long wait = refusal.secondsToWait();
                yield new RateLimitException(
                        context,
                        RateLimit.fromErrorCode(refusal.code()),
                        Optional.of(Duration.ofSeconds(wait == null ? 1 : wait)),
                        null);
            }
            default ->
                operation == Operation.RETRY || operation == Operation.STOP
                        ? new LifecycleConflictException(context, JobStatus.UNKNOWN, null)
                        : new InvalidRequestException(context, null);
        };
    }

    private static Job job(MockJob job) {
        ExportOptions.Builder options = ExportOptions.builder();
        job.options().forEach(options::set);
        return Job.builder(JobGuid.of(job.guid().toString()), job.status())
                .url(job.url())
                .options(options.build())
                .createdAt(job.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .error(job.error())
                .retry(job.attempt())
                .build();
    }

    @Override
    public CompletableFuture<Job> create(ExportRequest request) {
        return exchange(Operation.CREATE, () -> {
            service.jobs().countRequest();
            return job(service.jobs().create(request.url(), request.options().asMap(), null));
        });
    }

    @Override
    public CompletableFuture<BatchReceipt> createBatch(BatchRequest request) {
        return exchange(Operation.BATCH_CREATE, () -> {
            service.jobs().countRequest();
            return receipt(service.createBatch(request.urls(), request.options().asMap()));
        });
    }

    private static BatchReceipt receipt(Batch batch) {
        List<JobGuid> guids = new ArrayList<>();
        List<RejectedUrl> rejected = new ArrayList<>();
        for (Batch.Entry entry : batch.entries()) {
            MockJob job = entry.job();
            ApiError error = entry.error();
            if (job != null) {
                guids.add(0, JobGuid.of(job.guid().toString()));
            } else if (error != null) {
                rejected.add(new RejectedUrl(
                        Optional.of(entry.url()), Optional.of(error.detail()), Optional.ofNullable(error.code())));
            }
        }
        return new BatchReceipt(Optional.of(BatchId.of(batch.id().toString())), guids, rejected);
    }

    @Override
    public CompletableFuture<BatchState> batch(BatchId id) {
        return exchange(Operation.BATCH_GET, () -> {
            Batch batch = service.batch(UUID.fromString(id.value()));
            List<Job> found = batch.entries().stream()
                    .map(Batch.Entry::job)
                    .filter(Objects::nonNull)
                    .map(SimulatedWire::job)
                    .toList();
            return new BatchState(id, batch.complete(), found, receipt(batch).rejected());
        });
    }

    @Override
    public CompletableFuture<Job> get(JobGuid guid) {
        return exchange(Operation.GET, () -> job(service.jobs().get(UUID.fromString(guid.value()))));
    }

    @Override
    public CompletableFuture<JobPage> list(int page, int limit) {
        return exchange(
                Operation.LIST,
                () -> new JobPage(
                        service.jobs().list(page, limit).jobs().stream()
                                .map(SimulatedWire::job)
                                .toList(),
                        page,
                        limit,
                        java.util.OptionalLong.empty()));
    }

    @Override
    public CompletableFuture<Job> retry(JobGuid guid) {
        return exchange(Operation.RETRY, () -> job(service.jobs().retry(UUID.fromString(guid.value()))));
    }

    @Override
    public CompletableFuture<Job> stop(JobGuid guid) {
        return exchange(Operation.STOP, () -> job(service.jobs().stop(UUID.fromString(guid.value()))));
    }

    @Override
    public CompletableFuture<Void> ping() {
        throw new UnsupportedOperationException("Nothing asks for this here");
    }

    @Override
    public CompletableFuture<SocketToken> socketToken() {
        throw new UnsupportedOperationException("Nothing asks for this here");
    }

    @Override
    public CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        throw new UnsupportedOperationException("Nothing asks for this here");
    }

    @Override
    public JobTransport jobs() {
        return this;
    }

    @Override
    public SocketTransport sockets() {
        return (uri, headers, listener) -> {
            throw new UnsupportedOperationException("Nothing asks for this here");
        };
    }

    @Override
    public RowReader rows() {
        return json -> {
            throw new UnsupportedOperationException("Nothing asks for this here");
        };
    }

    @Override
    public void close() {}
}
