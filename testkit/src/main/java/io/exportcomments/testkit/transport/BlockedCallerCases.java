package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.error.CallCancelledException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each call finds a connection from before, so that a transport that has callers carry their calls does so. */
abstract class BlockedCallerCases extends BlockedCallerTestCases {
    BlockedCallerCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void aCallerGetsTheAnswer() {
        server.reply(Reply.json(200, JOB));

        assertThat(warm(LONG, LONG).get(GUID).guid()).isEqualTo(GUID);

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void interruptingACallerHangsUp() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        Caller caller = new Caller(warm(LONG, LONG));
        server.awaitRequests(2);

        caller.interrupt();

        assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
        assertThat(caller.wasInterrupted()).isTrue();
        server.awaitEnd(1);
    }

    @Test
    void interruptingACallerInTheMiddleOfABodyHangsUp() {
        CountDownLatch halfway = new CountDownLatch(1);
        server.reply(Reply.json(200, JOB), (request, peer) -> {
            peer.head(200, "Content-Type: application/json", "Content-Length: 500");
            peer.send(JOB.substring(0, 30));
            halfway.countDown();
            peer.awaitHangUp();
        });
        Caller caller = new Caller(warm(LONG, LONG));
        await(halfway);

        caller.interrupt();

        assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
        assertThat(caller.wasInterrupted()).isTrue();
        server.awaitEnd(1);
    }

    @Test
    void aCallerThatIsInterruptedBeforeDoesNotWait() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        ExportComments client = warm(LONG, LONG);

        Caller caller = new Caller(() -> {
            Thread.currentThread().interrupt();
            return client.get(GUID);
        });

        assertThat(caller.failure()).isInstanceOf(CallCancelledException.class);
        assertThat(caller.wasInterrupted()).isTrue();
    }

    @Test
    void interruptingACallerHarmsNoOther() {
        CountDownLatch interrupted = new CountDownLatch(1);
        server.reply(Reply.json(200, JOB), Reply.silence(), (request, peer) -> {
            await(interrupted);
            Reply.json(200, JOB).to(request, peer);
        });
        ExportComments client = warm(LONG, LONG);
        Caller one = new Caller(client);
        server.awaitRequests(2);
        Caller other = new Caller(client);
        server.awaitRequests(3);

        one.interrupt();
        assertThat(one.failure()).isInstanceOf(CallCancelledException.class);
        interrupted.countDown();

        assertThat(other.job().guid()).isEqualTo(GUID);
    }

    @Test
    void afterAnInterruptTheThreadCallsAgain() {
        server.reply(Reply.json(200, JOB), Reply.silence(), Reply.json(200, JOB));
        ExportComments client = warm(LONG, LONG);

        Caller caller = new Caller(() -> {
            Thread.currentThread().interrupt();
            try {
                return client.get(GUID);
            } catch (CallCancelledException e) {
                server.reply(Reply.json(200, JOB));
                assertThat(Thread.interrupted()).isTrue();
                return client.get(GUID);
            }
        });

        assertThat(caller.job().guid()).isEqualTo(GUID);
    }

    @Test
    void theDeadlineFreesACaller() {
        server.reply(Reply.json(200, JOB), Reply.silence());

        Caller caller = new Caller(warm(LONG, SHORT));

        assertThat(caller.failure()).isInstanceOf(DeadlineExceededException.class);
        server.awaitEnd(1);
    }

    @Test
    void theTimeOfAnAttemptFreesACaller() {
        server.reply(Reply.json(200, JOB), Reply.silence());

        Caller caller = new Caller(warm(SHORT, LONG));

        assertThat(caller.failure()).isInstanceOf(ConnectionException.class);
        server.awaitEnd(1);
    }

    @Test
    void closingFreesACaller() {
        server.reply(Reply.json(200, JOB), Reply.silence());
        ExportComments client = warm(LONG, LONG);
        Caller caller = new Caller(client);
        server.awaitRequests(2);

        client.close();

        assertThat(caller.failure()).isInstanceOf(ClientClosedException.class);
        server.awaitNoConnection();
    }

    /** It must not do so; whether the call then succeeds is the transport's affair. */
    @Test
    void anInterceptorThatWaitsKeepsACallerForNoLongerThanAnAttempt() {
        server.reply(Reply.json(200, JOB), Reply.json(200, JOB));
        ExportComments client = warm(SHORT, LONG, new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                return CompletableFuture.completedFuture(chain.proceed().join());
            }
        });

        assertThat(new Caller(client).ended()).isTrue();
    }

    /** It runs on whichever thread has the answer, the caller's among them, which then can't carry the other call. */
    @Test
    void whatFollowsAnAnswerMayWaitForAnotherCall() {
        server.reply(Reply.json(200, JOB));
        AtomicReference<ExportComments> client = new AtomicReference<>();
        ExportComments warm = warm(LONG, LONG, new TransportInterceptor() {
            @Override
            public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
                ExportComments open = client.get();
                return open == null || server.requests().size() > 1
                        ? chain.proceed()
                        : chain.proceed().thenApply(answer -> {
                            open.async().get(GUID).join();
                            open.get(GUID);
                            return answer;
                        });
            }
        });
        client.set(warm);

        assertThat(new Caller(warm).job().guid()).isEqualTo(GUID);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void aConnectionThatTheServiceClosedIsNoTrouble() {
        server.reply((request, peer) -> {
            Reply.json(200, JOB).to(request, peer);
            peer.close();
        });
        ExportComments client = warm(LONG, LONG);
        server.awaitEnd(1);

        assertThat(new Caller(client).job().guid()).isEqualTo(GUID);
    }
}
