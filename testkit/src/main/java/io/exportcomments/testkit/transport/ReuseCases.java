package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer may end a connection after each answer without saying so, as some proxies do. */
abstract class ReuseCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");

    /** What ends a connection by then is heard before something is sent that can't be sent again. */
    private static final Duration IN_TIME = Duration.ofMillis(40);

    ReuseCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    /**
     * The connection is used again once the peer had its time to end it. A peer that the machine keeps from doing so in
     * that time can't be told from one that goes on: what is sent to it then may be lost, which must be said, and
     * nothing is sent twice.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 12})
    void creationsAreNotLostAtAPeerThatHangsUpAfterEachAnswer(int millis) {
        AtomicInteger late = new AtomicInteger();
        server.reply(timed(thenHangUp(Reply.json(200, JOB), millis), late));
        JobTransport jobs = jobs();

        int lost = 0;
        for (int i = 0; i < 8; i++) {
            assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
            lost += isLost(jobs.create(REQUEST)) ? 1 : 0;
            lost += isLost(jobs.retry(GUID)) ? 1 : 0;
        }

        assertThat(lost).as("creations and retries that were lost").isLessThanOrEqualTo(late.get());
        assertThat(server.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .hasSizeBetween(8 - lost, 8);
    }

    private static boolean isLost(CompletableFuture<Job> call) {
        if (answer(call.handle((job, failure) -> failure == null))) {
            assertThat(call.join().guid()).isEqualTo(GUID);
            return false;
        }
        assertThat(failure(ConnectionException.class, call).sent()).isEqualTo(Sent.MAYBE);
        return true;
    }

    /** Counts how often the peer needed longer, from before its answer. */
    private static Reply timed(Reply reply, AtomicInteger late) {
        return (request, peer) -> {
            long begun = System.nanoTime();
            reply.to(request, peer);
            if (System.nanoTime() - begun > IN_TIME.toNanos()) {
                late.incrementAndGet();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 12})
    void readingsAreSentAgainAtAPeerThatHangsUpAfterEachAnswer(int millis) {
        server.reply(thenHangUp(Reply.json(200, JOB), millis));
        JobTransport jobs = jobs();

        for (int i = 0; i < 30; i++) {
            assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        }
    }

    @Test
    void manyReadingsAtOnceSurviveAPeerThatHangsUpAfterEachAnswer() {
        server.reply(thenHangUp(Reply.json(200, JOB), 5));
        JobTransport jobs = jobs();

        for (int i = 0; i < 5; i++) {
            List<CompletableFuture<?>> calls = IntStream.range(0, 16)
                    .<CompletableFuture<?>>mapToObj(n -> jobs.get(GUID))
                    .toList();
            calls.forEach(TransportCases::answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void filesAreFetchedFromAPeerThatHangsUpAfterEachAnswer(int millis) throws IOException {
        server.reply(thenHangUp(Reply.json(200, JOB), millis));
        JobTransport jobs = jobs();

        for (int i = 0; i < 10; i++) {
            answer(jobs.get(GUID));
            try (RemoteFile file = answer(jobs.open(server.url().resolve("/exports/x.json"), FileRange.WHOLE))) {
                assertThat(file.stream().readAllBytes()).hasSize(JOB.length());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReusedConnectionThatBreaksIsNoReasonToCreateTwice(boolean reset) {
        server.reply(Reply.json(200, JOB), broken(reset));
        JobTransport jobs = jobs();
        answer(jobs.get(GUID));

        ConnectionException error = failure(ConnectionException.class, jobs.create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReadingThatIsLostOnAReusedConnectionIsSentOnceMoreOnAFreshOne(boolean reset) {
        server.reply(Reply.json(200, JOB), broken(reset), Reply.json(200, JOB));
        JobTransport jobs = jobs();
        answer(jobs.get(GUID));

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);

        assertThat(server.requests()).extracting(ReceivedRequest::connection).containsExactly(1, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "retry", "stop"})
    void aConnectionThatGivesTheAnswerToAnotherRequestIsNotUsedAgain(String asked) {
        String other = "0f0f4f0f-0000-4000-8000-00000000000f";
        server.reply(Reply.json(200, JOB.replace(GUID.value(), other)), Reply.json(200, JOB));
        JobTransport jobs = jobs();

        UnreadableAnswerException error = failure(
                UnreadableAnswerException.class,
                switch (asked) {
                    case "get" -> jobs.get(GUID);
                    case "retry" -> jobs.retry(GUID);
                    default -> jobs.stop(GUID);
                });
        answer(jobs.create(REQUEST));
        answer(jobs.get(GUID));

        assertThat(error).hasMessageContaining("it is about job " + other);
        assertThat(server.requests())
                .extracting(ReceivedRequest::connection)
                .hasSize(3)
                .startsWith(1)
                .containsOnlyOnce(1);
    }

    @Test
    void afterARequestWasLostACreationGetsAConnectionOfItsOwn() {
        server.reply(Reply.json(200, JOB), broken(false), Reply.json(200, JOB));
        JobTransport jobs = jobs();
        answer(jobs.get(GUID));
        answer(jobs.get(GUID));

        assertThat(answer(jobs.create(REQUEST)).guid()).isEqualTo(GUID);

        assertThat(server.requests()).extracting(ReceivedRequest::connection).containsExactly(1, 1, 2, 3);
    }

    private static Reply broken(boolean reset) {
        return reset ? Reply.reset() : (request, peer) -> peer.close();
    }

    private static Reply thenHangUp(Reply reply, int millis) {
        return (request, peer) -> {
            reply.to(request, peer);
            if (millis > 0) {
                peer.pause(millis);
            }
            peer.close();
        };
    }
}
