package io.exportcomments.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.internal.ScriptedTransport;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Operation;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    private static final JobGuid GUID = JobGuid.of("j1");
    private static final Job JOB = Job.builder(GUID, JobStatus.PROGRESS).build();

    private final VirtualTime time = new VirtualTime();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<String> seen = new ArrayList<>();

    private Calls calls(TransportInterceptor... interceptors) {
        return new Calls(transport, List.of(interceptors), time, Timeouts.DEFAULT, Runnable::run);
    }

    private TransportInterceptor noting(String name) {
        return new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                seen.add(name + " before");
                CompletableFuture<T> answer = chain.proceed();
                seen.add(name + " after");
                return answer;
            }
        };
    }

    private static TransportInterceptor each(java.util.function.Consumer<TransportCall> look) {
        return new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                look.accept(call);
                return chain.proceed();
            }
        };
    }

    @Test
    void aCallWithoutATimerFailsAndLeavesTheNextOneItsDeadline() {
        Calls calls = calls();
        time.refuseTimers(true);
        transport.onGet = guid -> new CompletableFuture<>();
        assertThat(calls.foreground().get(GUID))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("no timer");
        time.refuseTimers(false);
        CompletableFuture<Job> next = calls.foreground().get(GUID);
        time.advance(Timeouts.DEFAULT.call());
        assertThat(next).isCompletedExceptionally();
    }

    @Test
    void anAnswerAboutAnotherJobIsNeverHandedOut() {
        JobGuid other = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
        CompletableFuture<Job> another = CompletableFuture.completedFuture(
                Job.builder(other, JobStatus.DONE).build());
        transport.onGet = guid -> another;
        transport.onRetry = guid -> another;
        transport.onStop = guid -> another;
        Calls calls = calls();
        for (JobTransport asked : List.of(calls.foreground(), calls.background())) {
            for (CompletableFuture<Job> answer : List.of(asked.get(GUID), asked.retry(GUID), asked.stop(GUID))) {
                assertThatThrownBy(answer::join)
                        .hasCauseInstanceOf(UnreadableAnswerException.class)
                        .hasMessageContaining("job " + GUID)
                        .hasMessageContaining("it is about job " + other);
            }
        }
    }

    @Test
    void aGuidInOtherLettersIsTheSame() {
        JobGuid asked = JobGuid.of("B4219D47-3138-4EFD-9762-2EF9F9495084");
        Job answered = Job.builder(JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084"), JobStatus.DONE)
                .build();
        transport.onGet = guid -> CompletableFuture.completedFuture(answered);
        assertThat(calls().foreground().get(asked)).isCompletedWithValue(answered);
    }

    @Test
    void cancellingReachesTheExchangeWhoseAnswerIsChecked() {
        CompletableFuture<Job> exchange = new CompletableFuture<>();
        transport.onGet = guid -> exchange;
        calls().foreground().get(GUID).cancel(false);
        assertThat(exchange).isCancelled();
    }

    @Test
    void anErrorOfWhoeverLooksAtAnAnswerEndsTheCall() {
        AssertionError bug = new AssertionError("a bug");
        CompletableFuture<Job> exchange = new CompletableFuture<>();
        transport.onGet = guid -> exchange;
        CompletableFuture<Job> answer = calls().background(jobs -> {
                    throw bug;
                })
                .get(GUID);
        exchange.complete(JOB);
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasCause(bug);
    }

    @Test
    void answersWhatTheTransportAnswers() {
        transport.onGet = guid -> CompletableFuture.completedFuture(JOB);
        assertThat(calls().foreground().get(GUID)).isCompletedWithValue(JOB);
    }

    @Test
    void firstInterceptorIsOutermost() {
        calls(noting("a"), noting("b")).foreground().get(GUID);
        assertThat(seen).containsExactly("a before", "b before", "b after", "a after");
        assertThat(transport.asked).containsExactly("get j1");
    }

    @Test
    void interceptorsSeeWhatIsAskedAndForWhom() {
        List<TransportCall> described = new ArrayList<>();
        Calls calls = calls(each(described::add));
        calls.foreground().retry(GUID);
        calls.background().list(1, 20);
        OptionalLong deadline = OptionalLong.of(Duration.ofSeconds(60).toNanos());
        assertThat(described)
                .containsExactly(
                        new TransportCall(Operation.RETRY, Optional.of(GUID), deadline, false),
                        new TransportCall(Operation.LIST, Optional.empty(), deadline, true));
    }

    @Test
    void aThrowingInterceptorFailsTheFutureAndNotTheCaller() {
        IllegalStateException broken = new IllegalStateException("broken");
        CompletableFuture<Job> answer = calls(each(call -> {
                    throw broken;
                }))
                .foreground()
                .get(GUID);
        assertThatThrownBy(answer::join).hasCause(broken);
    }

    @Test
    void aThrowingTransportFailsTheFutureAndNotTheCaller() {
        transport.onGet = guid -> {
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(() -> calls().foreground().get(GUID).join()).hasRootCauseMessage("broken");
        assertThatThrownBy(() -> calls(noting("a")).foreground().get(GUID).join())
                .hasRootCauseMessage("broken");
    }

    @Test
    void deadlineEndsTheCallAndAbortsTheExchange() {
        Calls calls = calls();
        CompletableFuture<Job> early = calls.foreground().get(GUID);
        time.advance(Duration.ofSeconds(20));
        CompletableFuture<Job> late = calls.foreground().get(GUID);
        time.advance(Duration.ofMillis(39_999));
        assertThat(early).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThatThrownBy(early::join).cause().isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
            assertThat(e.deadline()).isEqualTo(Duration.ofSeconds(60));
            assertThat(e.context().guid()).contains(GUID);
            assertThat(e.context().operation()).contains(Operation.GET);
        });
        assertThat(transport.exchanges.get(0)).isCancelled();
        assertThat(late).isNotDone();
        time.advance(Duration.ofSeconds(20));
        assertThat(late).isCompletedExceptionally();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aCallThatIsOverIsNotEndedByItsDeadline() {
        CompletableFuture<Job> exchange = new CompletableFuture<>();
        transport.onGet = guid -> exchange;
        CompletableFuture<Job> answer = calls().foreground().get(GUID);
        exchange.complete(JOB);
        time.advance(Duration.ofMinutes(2));
        assertThat(answer).isCompletedWithValue(JOB);
        assertThat(time.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingAbortsTheExchange(boolean flag) {
        CompletableFuture<Job> plain = calls().foreground().get(GUID);
        CompletableFuture<Job> wrapped = calls(noting("a")).foreground().get(GUID);
        assertThat(plain.cancel(flag)).isTrue();
        assertThat(wrapped.cancel(flag)).isTrue();
        assertThat(transport.exchanges).hasSize(2).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void aTimeOutSetByTheProgramAbortsTheExchangeToo() {
        CompletableFuture<Job> answer = calls().foreground().get(GUID).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(answer::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        CompletableFuture<?> exchange = transport.exchanges.get(0);
        assertThat(exchange.handle((value, failure) -> failure))
                .succeedsWithin(Duration.ofSeconds(5))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void anInterceptorThatComesBackAfterTheEndSendsNothing() {
        List<TransportInterceptor.Chain<?>> kept = new ArrayList<>();
        Calls calls = calls(new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                kept.add(chain);
                return chain.proceed();
            }
        });
        calls.foreground().get(GUID).cancel(true);
        assertThat(kept.get(0).proceed()).isCancelled();
        assertThat(transport.asked).hasSize(1);
    }

    @Test
    void closingEndsCallsUnderWayAndRefusesNewOnes() {
        Calls calls = calls();
        CompletableFuture<Job> running = calls.foreground().stop(GUID);
        calls.close();
        calls.close();
        assertThatThrownBy(running::join)
                .cause()
                .isInstanceOfSatisfying(
                        ClientClosedException.class,
                        e -> assertThat(e).hasMessageContaining("stop job j1").hasMessageContaining("closed"));
        assertThat(transport.exchanges.get(0)).isCancelled();
        assertThatThrownBy(calls.background().ping()::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThat(transport.asked).containsExactly("stop j1");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aFileThatComesTooLateIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() throws IOException {
                closed.set(true);
            }
        };
        // Like a transport that is past the point where cancelling stops it.
        CompletableFuture<RemoteFile> exchange = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean flag) {
                return false;
            }
        };
        transport.onOpen = (link, range) -> exchange;
        CompletableFuture<RemoteFile> file =
                calls().foreground().open(URI.create("https://example.com/x.json"), FileRange.WHOLE);
        file.cancel(true);
        exchange.complete(new RemoteFile(stream, 0, OptionalLong.empty(), Optional.empty(), Optional.empty()));
        assertThat(closed).isTrue();
    }
}
