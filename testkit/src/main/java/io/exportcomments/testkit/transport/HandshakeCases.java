package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket begins, or does not. Source: RFC 6455, section 4.1. */
abstract class HandshakeCases extends SocketTestCases {
    HandshakeCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    private void assertOpens() {
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text hello");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade",
                "UPGRADE",
                "keep-alive, Upgrade",
                "Upgrade, keep-alive",
                "keep-alive,upgrade",
                "Keep-Alive , UPGRADE ,",
                ", Upgrade"
            })
    void theConnectionMayBeAListInAnyLetters(String connection) {
        server.reply((request, peer) -> {
            SocketPeer.accept(request, peer, connection).text("hello");
            peer.awaitHangUp();
        });

        assertOpens();
    }

    @Test
    void theConnectionMayTakeSeveralLines() {
        server.reply((request, peer) -> {
            SocketPeer.acceptWith(request, peer, "connection: Upgrade", "CONNECTION: keep-alive", "upgrade: WebSocket")
                    .text("hello");
            peer.awaitHangUp();
        });

        assertOpens();
    }

    @Test
    void whatComesInOnePieceWithTheAnswerIsRead() {
        server.reply((request, peer) -> {
            peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
                    + SocketPeer.accepting(request) + "\r\n\r\n\u0081\u0005hello\u0081\u0003you");
            peer.awaitHangUp();
        });

        assertOpens();
        assertThat(heard.next()).isEqualTo("text you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: keep-alive",
                "Connection: upgraded",
                "Connection: not-upgrade",
                "Connection: keep-alive Upgrade",
                "X-Connection: Upgrade"
            })
    void aConnectionThatDoesNotSwitchIsNotAccepted(String connection) {
        server.reply((request, peer) -> {
            SocketPeer.acceptWith(request, peer, "Upgrade: websocket", connection);
            peer.awaitHangUp();
        });

        assertNotAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade: h2c", "Upgrade: websockets", "X-Upgrade: websocket"})
    void anotherProtocolIsNotAccepted(String upgrade) {
        server.reply((request, peer) -> {
            SocketPeer.acceptWith(request, peer, "Connection: Upgrade", upgrade);
            peer.awaitHangUp();
        });

        assertNotAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Accept: d3Jvbmc=", "X-Nothing: 1"})
    void anAnswerToAnotherKeyIsNotAccepted(String accept) {
        server.reply((request, peer) -> {
            peer.head(101, "Upgrade: websocket", "Connection: keep-alive, Upgrade", accept);
            peer.awaitHangUp();
        });

        assertNotAccepted();
    }

    private void assertNotAccepted() {
        socket();

        assertThat(failed(UnreadableAnswerException.class))
                .hasMessageContaining("(HTTP 101: the handshake was not accepted)");
        server.awaitEnd(1);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103", "104", "199", "103 103", "100 102 103 104", "102 102 102"})
    void interimAnswersAreNoAnswers(String interim) {
        server.reply((request, peer) -> {
            sayFirst(interim, peer);
            SocketPeer.accept(request, peer).text("hello");
            peer.awaitHangUp();
        });

        assertOpens();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103 103", "104 102"})
    void interimAnswersAreNoRefusals(String interim) {
        server.reply((request, peer) -> {
            sayFirst(interim, peer);
            Reply.json(403, "{\"detail\":\"Because.\"}").to(request, peer);
        });
        socket();

        ExportCommentsException error = failed(ExportCommentsException.class);

        assertThat(error.context().httpStatus()).hasValue(403);
        assertThat(error.context().detail()).hasValue("Because.");
    }

    private static void sayFirst(String interim, Peer peer) throws IOException {
        for (String status : interim.split(" ")) {
            peer.head(Integer.parseInt(status), "Link: </style.css>", "Connection: keep-alive");
            peer.pause(5);
        }
    }

    /** Some libraries ask once more by themselves, and some lose what a refusal says. */
    @ParameterizedTest
    @CsvSource({
        "400, 0", "401, 0", "403, 0", "404, 0", "407, 0", "408, 0", "409, 0", "421, 0", "425, 0", "426, 0", "429, 0",
        "429, 7", "500, 0", "502, 7", "503, 0", "503, 7", "504, 0"
    })
    void aRefusalIsAskedForOnceAndKeepsWhatItSays(int status, int wait) {
        server.reply(Reply.json(
                status,
                "{\"detail\":\"Because.\",\"error_code\":\"WHY\"}",
                "Retry-After: " + wait,
                "WWW-Authenticate: Basic realm=\"x\"",
                "Proxy-Authenticate: Basic realm=\"x\""));
        socket();

        ExportCommentsException error = failed(ExportCommentsException.class);

        assertThat(error.context().httpStatus()).hasValue(status);
        if (status == 407) {
            assertThat(error).hasMessageContaining("the proxy asks for a user and password");
        } else {
            assertThat(error.context().detail()).hasValue("Because.");
            assertThat(error.context().errorCode()).hasValue("WHY");
        }
        assertThat(error.retryAfter())
                .as("a wait of no time says nothing of how long")
                .isEqualTo(passesBy(status) && wait > 0 ? Optional.of(Duration.ofSeconds(wait)) : Optional.empty());
        assertThat(heard.within(30)).as("nothing more is told").isNull();
        assertThat(server.requests()).hasSize(1);
    }

    private static boolean passesBy(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    @Test
    void ofARepeatedRetryAfterTheFirstCountsAndADateIsReckonedFromTheAnswers() {
        server.reply(Reply.json(503, "{}", "Retry-After: 7", "Retry-After: 60"));
        socket();
        assertThat(failed(ExportCommentsException.class).retryAfter()).hasValue(Duration.ofSeconds(7));

        server.reply(Reply.json(
                503, "{}", "Date: Tue, 03 Mar 2020 10:00:00 GMT", "Retry-After: Tue, 03 Mar 2020 10:01:30 GMT"));
        socket();
        assertThat(failed(ExportCommentsException.class).retryAfter()).hasValue(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: gzip", "Content-Encoding: x-gzip"})
    void aCompressedRefusalIsRead(String coding) {
        server.reply(Reply.bytes(403, Reply.gzip("{\"detail\":\"Because.\"}"), coding));
        socket();

        assertThat(failed(ExportCommentsException.class).context().detail()).hasValue("Because.");
    }

    @Test
    void aChunkedRefusalAndOneThatEndsWithTheConnectionAreRead() {
        server.reply((request, peer) -> {
            peer.head(403, "Transfer-Encoding: chunked");
            peer.send("15\r\n{\"detail\":\"Because.\"}\r\n0\r\n\r\n");
        });
        socket();
        assertThat(failed(ExportCommentsException.class).context().detail()).hasValue("Because.");

        server.reply(Reply.rawThenClose("HTTP/1.1 403 No\r\n\r\n{\"detail\":\"Because.\"}"));
        socket();
        assertThat(failed(ExportCommentsException.class).context().detail()).hasValue("Because.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5000\r\n\r\n{\"detail\":\"Bec",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"det",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"detail\r\n",
                "Content-Encoding: gzip\r\n\r\nthis is no gzip",
                "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"
            })
    void aRefusalWhoseBodyIsBrokenIsARefusal(String said) {
        server.reply(Reply.rawThenClose("HTTP/1.1 403 No\r\n" + said));
        socket();

        assertThat(failed(PermissionException.class).context().httpStatus()).hasValue(403);
    }

    @Test
    void aRefusalThatNeverEndsIsARefusal() {
        server.reply((request, peer) -> {
            peer.head(403, "Transfer-Encoding: chunked");
            while (peer.isOpen()) {
                peer.chunks(new byte[10_000], 10_000);
            }
        });
        socket();

        assertThat(failed(PermissionException.class).context().httpStatus()).hasValue(403);
        server.awaitEnd(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', the connection broke",
        "'HTTP/1.1 101 Switching Protocols\r\nUpgr', the connection broke",
        "'SSH-2.0-OpenSSH_9.6\r\n\r\n', the answer was not HTTP",
        "'HTTP/1.1 abc\r\n\r\n', the answer was not HTTP"
    })
    void anAnswerThatIsNoneSaysHow(String said, String what) {
        server.reply(Reply.rawThenClose(said));
        socket();

        assertBroken(what);
    }

    @Test
    void aResetIsABrokenConnection() {
        server.reply(Reply.reset());
        socket();

        assertBroken("the connection broke");
    }

    @Test
    void headersThatAreTooLargeAreABrokenConnection() {
        server.reply(Reply.json(403, "{}", "X-Large: " + "x".repeat(500 * 1024)));
        socket();

        assertBroken("the connection broke");
    }

    private void assertBroken(String what) {
        ConnectionException error = failed(ConnectionException.class);

        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        assertThat(error.timeout()).isFalse();
        assertThat(error).hasMessageContaining(what + " after the request was sent");
        assertThat(server.requests()).hasSize(1);
    }
}
