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
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose length is said in an odd way, on a connection that stays open: nothing may wait for its end. */
abstract class FramingCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");
    private static final int LENGTH = JOB.length();

    FramingCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    /** The length of the body stands for {@code L}, and another for {@code M}; each part is a line. */
    private static Reply said(String lengths) {
        String[] lines = Stream.of(lengths.split("[|]"))
                .map(length ->
                        "Content-Length: " + length.replace("L", "" + LENGTH).replace("M", "" + (LENGTH + 5)))
                .toArray(String[]::new);
        return (request, peer) -> {
            peer.head(200, lines);
            peer.send(JOB);
            peer.awaitHangUp();
        };
    }

    /** A recipient may take it for the one that it is, or refuse it. */
    @ParameterizedTest
    @ValueSource(strings = {"L, L", "L|L"})
    void aLengthThatIsSaidTwiceIsTakenOrRefusedAtOnce(String lengths) {
        server.reply(said(lengths));

        CompletableFuture<Job> creation = jobs().create(REQUEST);

        if (answer(creation.handle((job, failure) -> failure == null))) {
            assertThat(creation.join().guid()).isEqualTo(GUID);
        } else {
            assertRefused(failure(ConnectionException.class, creation));
        }
        assertThat(server.requests()).hasSize(1);
    }

    /** Lengths that contradict each other, or are none. */
    @ParameterizedTest
    @ValueSource(strings = {"L, M", "M, L", "L|M", "M|L", "L bytes", "-L"})
    void aLengthThatIsNoneIsRefusedAtOnce(String lengths) {
        server.reply(said(lengths));

        assertRefused(failure(ConnectionException.class, jobs().create(REQUEST)));

        assertThat(server.requests()).hasSize(1);
    }

    private static void assertRefused(ConnectionException error) {
        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error.timeout()).isFalse();
        assertThat(error).hasMessageContaining("the answer was not HTTP");
    }
}
