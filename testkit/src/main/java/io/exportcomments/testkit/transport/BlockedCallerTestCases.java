package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.Job;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** What tests of callers who wait share. */
abstract class BlockedCallerTestCases extends TransportCases {
    static final Duration SHORT = Duration.ofMillis(300);

    private final List<ExportComments> clients = new ArrayList<>();

    BlockedCallerTestCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeTheClients() {
        clients.forEach(ExportComments::close);
    }

    /** A client that has an idle connection. */
    final ExportComments warm(Duration attempt, Duration call, TransportInterceptor... interceptors) {
        return warm(server.url(), attempt, call, interceptors);
    }

    final ExportComments warm(URI url, Duration attempt, Duration call, TransportInterceptor... interceptors) {
        ExportCommentsBuilder builder = ExportComments.builder();
        List.of(interceptors).forEach(builder::interceptor);
        ExportComments client = builder.token(ApiToken.of(TOKEN))
                .baseUrl(url)
                .transport(provider())
                .timeouts(new Timeouts(LONG, attempt, call))
                .build();
        clients.add(client);
        assertThat(client.get(GUID).guid()).isEqualTo(GUID);
        return client;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** A thread that asks, and waits for the answer. */
    static final class Caller {
        private static final String SOCKET = "sun.nio.ch.NioSocketImpl";

        private final CompletableFuture<Job> outcome = new CompletableFuture<>();
        private final Thread thread;
        private volatile boolean interrupted;

        Caller(ExportComments client) {
            this(() -> client.get(GUID));
        }

        Caller(Supplier<Job> call) {
            thread = new Thread(() -> run(call), "caller");
            thread.setDaemon(true);
            thread.start();
        }

        private void run(Supplier<Job> call) {
            Job job = null;
            Throwable failure = null;
            try {
                job = call.get();
            } catch (Throwable e) {
                failure = e;
            }
            interrupted = Thread.interrupted();
            if (job == null) {
                outcome.completeExceptionally(failure);
            } else {
                outcome.complete(job);
            }
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Until the thread has been waiting for something for a while, be it for another thread or for a socket. */
        void awaitWaiting() {
            long from = System.nanoTime();
            for (int looks = 0; looks < 10; looks = isWaiting() ? looks + 1 : 0) {
                assertThat(System.nanoTime() - from).isLessThan(BOUND.toNanos());
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }

        private boolean isWaiting() {
            return thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING
                    || Stream.of(thread.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(SOCKET));
        }

        boolean wasInterrupted() {
            return interrupted;
        }

        /** Whether the call is over, or is within the bound of a test. */
        boolean ended() {
            try {
                thread.join(BOUND.toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
            return !thread.isAlive();
        }

        Job job() {
            return answer(outcome);
        }

        Throwable failure() {
            Throwable failure = answer(outcome.handle((job, error) -> error));
            assertNoSecretIn(failure);
            return failure;
        }
    }
}
