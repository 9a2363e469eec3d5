package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.port.TransportProvider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers whose length is said in an odd way, on a connection that stays open: nothing may wait for its end. */
abstract class FramingCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");
    private static final int LENGTH = JOB.length();

    FramingCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    private static Reply said(String... lengths) {
        return (request, peer) -> {
            String[] lines = Stream.of(lengths)
                    .map(length -> "Content-Length: " + length)
                    .toArray(String[]::new);
            peer.head(200, lines);
            peer.send(JOB);
            peer.awaitHangUp();
        };
    }

    /** The same length, said twice: it may be taken for the one that it is, or refused. */
    static Stream<Reply> repeated() {
        return Stream.of(said(LENGTH + ", " + LENGTH), said("" + LENGTH, "" + LENGTH));
    }

    /** Lengths that contradict each other, or are none. */
    static Stream<Reply> invalid() {
        return Stream.of(
                said(LENGTH + ", " + (LENGTH + 5)),
                said((LENGTH + 5) + ", " + LENGTH),
                said("" + LENGTH, "" + (LENGTH + 5)),
                said("" + (LENGTH + 5), "" + LENGTH),
                said(LENGTH + " bytes"),
                said("-" + LENGTH));
    }

    @ParameterizedTest
    @MethodSource("repeated")
    void aLengthThatIsSaidTwiceIsTakenOrRefusedAtOnce(Reply reply) {
        server.reply(reply);

        CompletableFuture<Job> creation = jobs().create(REQUEST);

        if (answer(creation.handle((job, failure) -> failure == null))) {
            assertThat(creation.join().guid()).isEqualTo(GUID);
        } else {
            assertRefused(failure(ConnectionException.class, creation));
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void aLengthThatIsNoneIsRefusedAtOnce(Reply reply) {
        server.reply(reply);

        assertRefused(failure(ConnectionException.class, jobs().create(REQUEST)));

        assertThat(server.requests()).hasSize(1);
    }

    private static void assertRefused(ConnectionException error) {
        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error.timeout()).isFalse();
        assertThat(error).hasMessageContaining("the answer was not HTTP");
    }
}
