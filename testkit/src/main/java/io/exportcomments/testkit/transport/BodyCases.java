package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class BodyCases extends TransportCases {
    private static final int JOBS = 10_000;
    private static final String LARGE = "[" + String.join(",", Collections.nCopies(JOBS, JOB)) + "]";

    BodyCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void aBodyOfAMegabyteIsRead() {
        assertThat(LARGE.length()).isGreaterThan(1024 * 1024 * 9 / 10);
        server.reply(Reply.json(200, LARGE));

        assertThat(answer(jobs().list(1, JOBS)).jobs()).hasSize(JOBS);
    }

    @Test
    void aChunkedBodyIsRead() {
        server.reply(Reply.chunked(JOB, 1), Reply.chunked(LARGE, 4_000));
        JobTransport jobs = jobs();

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(answer(jobs.list(1, JOBS)).jobs()).hasSize(JOBS);
    }

    @Test
    void aGzippedBodyIsRead() {
        server.reply(Reply.gzipped(JOB), Reply.gzipped(LARGE));
        JobTransport jobs = jobs();

        assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        assertThat(answer(jobs.list(1, JOBS)).jobs()).hasSize(JOBS);
        assertThat(server.requests().get(0).header("Accept-Encoding"))
                .hasValueSatisfying(coding -> assertThat(coding).contains("gzip"));
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsRead() {
        server.reply(Reply.rawThenClose("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + JOB));

        assertThat(answer(jobs().get(GUID)).guid()).isEqualTo(GUID);
    }

    @Test
    void theConnectionIsFitForTheNextCallAfterAnyWholeBody() {
        List<Reply> replies = List.of(
                Reply.json(200, JOB),
                Reply.chunked(JOB, 10),
                Reply.gzipped(JOB),
                Reply.json(200, "{}"),
                Reply.json(404, "{\"detail\":\"no\"}"),
                Reply.bare(204),
                Reply.json(200, JOB));
        server.reply(replies.toArray(new Reply[0]));
        JobTransport jobs = jobs();

        replies.forEach(reply -> answer(jobs.get(GUID).handle((job, error) -> "over")));

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerBeforeTheAnswerIsPassedOver() {
        server.reply((request, peer) -> {
            peer.head(103, "Link: </style.css>");
            Reply.json(200, JOB).to(request, peer);
        });

        assertThat(answer(jobs().get(GUID)).guid()).isEqualTo(GUID);
    }

    @Test
    void aConnectionThatTheServiceWillCloseIsNotUsedAgain() {
        server.reply((request, peer) -> {
            Reply.json(200, JOB, "Connection: close").to(request, peer);
            peer.close();
        });
        JobTransport jobs = jobs();

        for (int i = 0; i < 3; i++) {
            assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        }
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void anEmptyBodyIsUnreadable() {
        server.reply(Reply.bytes(200, new byte[0]), Reply.bare(204));
        JobTransport jobs = jobs();

        UnreadableAnswerException empty = failure(UnreadableAnswerException.class, jobs.get(GUID));
        UnreadableAnswerException noContent = failure(UnreadableAnswerException.class, jobs.get(GUID));

        assertThat(empty.excerpt()).isEmpty();
        assertThat(empty.context().guid()).hasValue(GUID);
        assertThat(noContent.context().httpStatus()).hasValue(204);
    }

    /** Frameworks and proxies send them so, though there should be no body. */
    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void aBodyWhereNoneBelongsIsPassedOver(int status) {
        server.reply(Reply.json(status, "{\"success\":true}"), Reply.json(200, JOB));
        JobTransport jobs = jobs();

        for (int i = 0; i < 2; i++) {
            Throwable error = answer(jobs.retry(GUID).handle((job, failure) -> failure));
            if (i > 0 || status != 304) {
                assertThat(error).isNull();
            } else {
                assertThat(error).isInstanceOf(UnreadableAnswerException.class);
                assertThat(((UnreadableAnswerException) error).context().httpStatus())
                        .hasValue(304);
            }
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void whatFollowsABodyHarmsNoReading() {
        server.reply(
                (request, peer) -> {
                    Reply.json(200, JOB).to(request, peer);
                    peer.send("\r\n{}");
                },
                Reply.json(200, JOB));
        JobTransport jobs = jobs();

        for (int i = 0; i < 3; i++) {
            assertThat(answer(jobs.get(GUID)).guid()).isEqualTo(GUID);
        }
    }

    @Test
    void htmlIsUnreadableAndIsNamed() {
        server.reply(Reply.bytes(
                200,
                "<html><body>Log in to the hotel's network</body></html>".getBytes(StandardCharsets.UTF_8),
                "Content-Type: text/html"));

        UnreadableAnswerException error = failure(UnreadableAnswerException.class, jobs().get(GUID));

        assertThat(error.excerpt()).isEqualTo("an HTML page");
        assertThat(error).hasMessageContaining("Could not read job " + GUID + ": the answer can't be read");
    }

    @Test
    void garbageIsUnreadable() {
        byte[] garbage = new byte[2_000];
        Arrays.fill(garbage, (byte) 0x9C);
        server.reply(
                Reply.bytes(200, garbage),
                Reply.json(200, JOB.substring(0, 40)),
                Reply.json(200, "[]"),
                Reply.json(200, "{\"guid\":17}"),
                Reply.bytes(
                        200, "this is certainly no gzip".getBytes(StandardCharsets.UTF_8), "Content-Encoding: gzip"));
        JobTransport jobs = jobs();

        for (int i = 0; i < 5; i++) {
            UnreadableAnswerException error = failure(UnreadableAnswerException.class, jobs.get(GUID));
            assertThat(error.excerpt()).hasSizeLessThanOrEqualTo(200);
        }
    }

    @Test
    void aCutBodyIsABrokenConnectionAfterTheRequestWasSent() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        List<Reply> cuts = List.of(
                Reply.rawThenClose(head + "Content-Length: 500\r\n\r\n" + JOB.substring(0, 30)),
                Reply.rawThenClose(head + "Content-Length: 500\r\n\r\n" + JOB),
                Reply.rawThenClose(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"gui"),
                (request, peer) -> {
                    peer.send(head + "Content-Length: 500\r\n\r\n{");
                    peer.pause(50);
                    peer.reset();
                });
        server.reply(cuts.toArray(new Reply[0]));
        JobTransport jobs = jobs();

        cuts.forEach(cut -> {
            ConnectionException error = failure(ConnectionException.class, jobs.get(GUID));
            assertThat(error.sent()).isEqualTo(Sent.MAYBE);
            assertThat(error.timeout()).isFalse();
            assertThat(error)
                    .hasMessage("Could not read job " + GUID + ": the answer broke off after the request was sent."
                            + " Check the network and the base URL, and try again");
        });
    }

    /** Whoever looks for the job must not take it for one that may have been lost on the way. */
    @Test
    void ofACreationWhoseAnswerIsCutItIsKnownThatItWasTaken() {
        server.reply(Reply.rawThenClose("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n" + JOB));

        ConnectionException error =
                failure(ConnectionException.class, jobs().create(ExportRequest.of("https://example.org/")));

        assertThat(error.context().httpStatus()).hasValue(201);
        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aBodyThatNeverEndsDoesNotFillTheMemory() {
        byte[] blanks = new byte[64 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        server.reply((request, peer) -> {
            peer.head(200, "Content-Type: application/json", "Transfer-Encoding: chunked");
            while (peer.isOpen()) {
                peer.chunks(blanks, blanks.length);
            }
        });

        failure(UnreadableAnswerException.class, jobs().get(GUID));

        server.awaitEnd(1);
        assertThat(server.connection(1).sent()).isLessThan(128L * 1024 * 1024);
    }
}
