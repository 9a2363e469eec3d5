package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection of HTTP/2 carries all calls, and says of some that it did not carry them. */
abstract class Http2Cases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");
    private static final FrameServer.Reply ANSWER = FrameServer.Reply.json(JOB);

    private final FrameServer frames = FrameServer.start(TlsIdentity.load());

    Http2Cases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeTheServer() {
        frames.close();
    }

    private JobTransport secure() {
        return open(frames.url(), timeouts(LONG, LONG)).jobs();
    }

    private List<String> asked() {
        return frames.requests().stream().map(FrameServer.Request::toString).toList();
    }

    static Stream<Named<FrameServer.Reply>> losses() {
        return Stream.of(
                Named.of("REFUSED_STREAM", FrameServer.Reply.reset(FrameServer.REFUSED_STREAM)),
                Named.of("INTERNAL_ERROR", FrameServer.Reply.reset(2)),
                Named.of("GOAWAY below the stream", FrameServer.Reply.goAway(2, FrameServer.Reply.silence())),
                Named.of(
                        "GOAWAY below the stream, and an end",
                        FrameServer.Reply.goAway(2, FrameServer.Reply.cut(false))),
                Named.of("GOAWAY at the stream, and an end", FrameServer.Reply.goAway(0, FrameServer.Reply.cut(false))),
                Named.of("an end after the headers", FrameServer.Reply.cut(false)),
                Named.of("a reset after the headers", FrameServer.Reply.cut(true)));
    }

    @Test
    void allCallsShareOneConnection() {
        frames.reply(ANSWER);
        JobTransport jobs = secure();

        answer(jobs.get(GUID));
        List<CompletableFuture<?>> calls = IntStream.range(0, 12)
                .<CompletableFuture<?>>mapToObj(i -> i % 2 == 0 ? jobs.get(GUID) : jobs.create(REQUEST))
                .toList();
        calls.forEach(TransportCases::answer);
        answer(jobs.stop(GUID));

        assertThat(frames.requests()).hasSize(14).allMatch(request -> request.connection() == 1);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aCreationGoesOutOnceHoweverItIsLost(FrameServer.Reply loss) {
        frames.reply(ANSWER, loss, ANSWER);
        JobTransport jobs = secure();
        answer(jobs.get(GUID));

        ConnectionException error = failure(ConnectionException.class, jobs.create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error.timeout()).isFalse();
        assertThat(error).hasMessageContaining(": the connection broke after the request was sent. Check");
        answer(jobs.get(GUID));
        assertThat(asked()).filteredOn(request -> request.startsWith("POST")).hasSize(1);
        assertThat(asked()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aCreationThatIsTheFirstOnItsConnectionGoesOutOnceToo(FrameServer.Reply loss) {
        frames.reply(loss, ANSWER);
        JobTransport jobs = secure();

        ConnectionException error = failure(ConnectionException.class, jobs.create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(asked()).containsExactly("POST 1");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aReadingThatIsLostIsSentOnceMore(FrameServer.Reply loss) {
        frames.reply(ANSWER, loss, ANSWER);
        JobTransport jobs = secure();
        answer(jobs.get(GUID));

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);

        assertThat(asked()).hasSize(3).allMatch(request -> request.startsWith("GET"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aReadingThatIsTheFirstOnItsConnectionIsSentOnceMoreToo(FrameServer.Reply loss) {
        frames.reply(loss, ANSWER);
        JobTransport jobs = secure();

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);

        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aReadingThatIsLostAgainIsNotSentAThirdTime(FrameServer.Reply loss) {
        frames.reply(ANSWER, loss);
        JobTransport jobs = secure();
        answer(jobs.get(GUID));

        ConnectionException error = failure(ConnectionException.class, jobs.get(GUID));

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(asked()).hasSize(3);
    }

    @Test
    void afterAFarewellWhatWasTakenIsAnsweredAndTheNextGetsANewConnection() {
        frames.reply(ANSWER, FrameServer.Reply.goAway(0, ANSWER), ANSWER);
        JobTransport jobs = secure();
        answer(jobs.get(GUID));

        assertThat(answer(jobs.create(REQUEST)).guid()).isEqualTo(GUID);
        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);

        assertThat(asked()).containsExactly("GET 1", "POST 1", "GET 2");
    }
}
