package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where a call that its caller carries is hard to end: while it connects, and where an interceptor's future hides the
 * exchange.
 */
abstract class CallerFreeingCases extends BlockedCallerTestCases {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB;

    CallerFreeingCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    /** A retry is not sent on a connection that may be over, so it connects. */
    @Test
    void interruptingACallerThatConnectsFreesIt() {
        try (FullBacklog port = FullBacklog.afterOneAnswer(ANSWER)) {
            ExportComments client = warm(port.url(), LONG, LONG);
            port.hangUp();
            Caller caller = new Caller(() -> client.retry(GUID));
            caller.awaitWaiting();

            caller.interrupt();

            assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
            assertThat(caller.wasInterrupted()).isTrue();
        }
    }

    @Test
    void theDeadlineFreesACallerThatConnects() {
        try (FullBacklog port = FullBacklog.afterOneAnswer(ANSWER)) {
            ExportComments client = warm(port.url(), LONG, Duration.ofSeconds(2));
            port.hangUp();

            assertThat(new Caller(() -> client.retry(GUID)).failure()).isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void closingFreesACallerThatConnects() {
        try (FullBacklog port = FullBacklog.afterOneAnswer(ANSWER)) {
            ExportComments client = warm(port.url(), LONG, LONG);
            port.hangUp();
            Caller caller = new Caller(() -> client.retry(GUID));
            caller.awaitWaiting();

            client.close();

            assertThat(caller.failure()).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void interruptingACallerWhoseExchangeIsHiddenFreesIt() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        Caller caller = new Caller(warm(LONG, LONG, new Hiding()));
        server.awaitRequests(2);

        caller.interrupt();

        assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
        assertThat(caller.wasInterrupted()).isTrue();
    }

    @Test
    void aCallerThatIsInterruptedBeforeDoesNotWaitForAnExchangeThatIsHidden() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        ExportComments client = warm(LONG, LONG, new Hiding());

        Caller caller = new Caller(() -> {
            Thread.currentThread().interrupt();
            return client.get(GUID);
        });

        assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
        assertThat(caller.wasInterrupted()).isTrue();
    }

    @Test
    void theDeadlineFreesACallerWhoseExchangeIsHidden() {
        server.reply(Reply.json(200, JOB), Reply.silence());

        Caller caller = new Caller(warm(LONG, SHORT, new Hiding()));

        assertThat(caller.failure()).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void closingFreesACallerWhoseExchangeIsHidden() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        ExportComments client = warm(LONG, LONG, new Hiding());
        Caller caller = new Caller(client);
        server.awaitRequests(2);

        client.close();

        assertThat(caller.failure()).isInstanceOf(ClientClosedException.class);
        server.awaitNoConnection();
    }

    @Test
    void anInterceptorThatGivesUpFreesACaller() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        Caller caller = new Caller(warm(LONG, LONG, new Hiding() {
            private int calls;

            @Override
            <T> CompletableFuture<T> hidden(CompletableFuture<T> exchange) {
                CompletableFuture<T> answer = super.hidden(exchange);
                return calls++ == 0 ? answer : answer.orTimeout(SHORT.toMillis(), TimeUnit.MILLISECONDS);
            }
        }));

        assertThat(caller.failure()).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void anInterceptorThatKnowsTheAnswerEndsNoExchange() {
        CountDownLatch known = new CountDownLatch(1);
        CompletableFuture<Object> exchanged = new CompletableFuture<>();
        server.reply(Reply.json(200, JOB), (request, peer) -> {
            await(known);
            Reply.json(200, JOB).to(request, peer);
        });
        ExportComments client = warm(LONG, LONG, new Hiding() {
            private @Nullable Object first;

            @Override
            @SuppressWarnings("unchecked") // The test asks for nothing but a job.
            <T> CompletableFuture<T> hidden(CompletableFuture<T> exchange) {
                Object before = first;
                if (before == null) {
                    return exchange.whenComplete((job, failure) -> first = job);
                }
                exchange.whenComplete((job, failure) -> exchanged.complete(failure == null ? job : failure));
                return CompletableFuture.completedFuture((T) before);
            }
        });

        assertThat(new Caller(client).job().guid()).isEqualTo(GUID);
        known.countDown();

        assertThat(answer(exchanged)).isNotInstanceOf(Throwable.class);
    }

    /** Its futures depend on the exchanges: to end one of them ends no exchange. */
    private static class Hiding implements TransportInterceptor {
        @Override
        public final <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return hidden(chain.proceed());
        }

        <T> CompletableFuture<T> hidden(CompletableFuture<T> exchange) {
            return exchange.thenApply(answer -> answer);
        }
    }
}
