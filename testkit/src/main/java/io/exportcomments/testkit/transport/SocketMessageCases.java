package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SocketMessageCases extends SocketTestCases {
    SocketMessageCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @Test
    void theHandshakeHasTheCallersHeadersAndNoToken() {
        server.reply((request, peer) -> SocketPeer.accept(request, peer).read());
        socket();

        assertThat(heard.next()).isEqualTo("open");
        ReceivedRequest request = server.request();
        assertThat(request.target()).isEqualTo("/connection/websocket?a=b");
        assertThat(request.header("X-Extra")).hasValue("yes");
        assertThat(request.header("User-Agent")).hasValue(USER_AGENT);
        assertThat(request.headers())
                .doesNotContainKeys("x-auth-token", "sec-websocket-protocol", "sec-websocket-extensions");
        assertThat(request.toString()).doesNotContain(TOKEN);
    }

    @Test
    void textGoesBothWaysInOrder() {
        String large = UNICODE.repeat((1 << 20) / UNICODE.length());
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            for (int i = 0; i < 102; i++) {
                socket.text(socket.message());
            }
            peer.awaitHangUp();
        });
        SocketTransport.Socket socket = socket();
        assertThat(heard.next()).isEqualTo("open");

        for (int i = 0; i < 100; i++) {
            socket.send("message " + i);
        }
        socket.send(UNICODE);
        socket.send(large);

        for (int i = 0; i < 100; i++) {
            assertThat(heard.next()).isEqualTo("text message " + i);
        }
        assertThat(heard.next()).isEqualTo("text " + UNICODE);
        assertThat(heard.next().equals("text " + large)).as("a large message").isTrue();
    }

    @Test
    void messagesBeforeAFrameThatCannotBeReadAreTold() {
        server.reply((request, peer) -> {
            SocketPeer.accept(request, peer);
            peer.send(new byte[] {(byte) 0x81, 1, 'a', (byte) 0x81, 1, 'b', (byte) 0xB3, 1, 'c'});
            peer.awaitHangUp();
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text a");
        assertThat(heard.next()).isEqualTo("text b");
        assertThat(heard.next()).isInstanceOf(ConnectionException.class);
    }

    @Test
    void fragmentsAreJoinedAndAPingBetweenThemIsAnswered() {
        byte[] bytes = UNICODE.getBytes(StandardCharsets.UTF_8);
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            for (int i = 0; i < bytes.length; i++) {
                socket.send(
                        i == 0 ? SocketPeer.TEXT : SocketPeer.CONTINUATION, i == bytes.length - 1, new byte[] {bytes[i]
                        });
                if (i == 3) {
                    socket.send(SocketPeer.PING, true, "there?".getBytes(StandardCharsets.UTF_8));
                }
            }
            SocketPeer.Frame pong = socket.read();
            socket.text(pong.kind() + " " + pong.payload());
            peer.awaitHangUp();
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text " + UNICODE);
        assertThat(heard.next()).isEqualTo("text 10 there?");
    }

    @Test
    void aBinaryMessageIsTakenIfItIsText() {
        byte[] bytes = UNICODE.getBytes(StandardCharsets.UTF_8);
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            socket.send(SocketPeer.BINARY, true, bytes);
            socket.send(SocketPeer.BINARY, true, new byte[] {8, (byte) 0xFF, (byte) 0xC0});
            socket.send(SocketPeer.BINARY, false, new byte[] {bytes[0]});
            socket.send(SocketPeer.CONTINUATION, true, java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
            socket.text("after");
            peer.awaitHangUp();
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text " + UNICODE);
        assertThat(heard.next()).isEqualTo("text " + UNICODE);
        assertThat(heard.next()).isEqualTo("text after");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 503})
    void aRefusalKeepsItsStatusAndItsDetail(int status) {
        server.reply(Reply.json(status, "{\"detail\":\"Because.\",\"error_code\":\"WHY\"}"));
        socket();

        ExportCommentsException error = failed(ExportCommentsException.class);

        assertThat(error.context().httpStatus()).hasValue(status);
        assertThat(error.context().detail()).hasValue("Because.");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302})
    void anAnswerThatIsNoHandshakeIsAnError(int status) {
        server.reply(Reply.json(status, "{}", "Location: /elsewhere"));
        socket();

        assertThat(failed(ExportCommentsException.class).context().httpStatus()).hasValue(status);
        assertThat(server.requests()).as("no redirect is followed").hasSize(1);
    }

    @Test
    void aWrongAcceptIsAnError() {
        server.reply((request, peer) -> {
            peer.head(101, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: d3Jvbmc=");
            peer.awaitHangUp();
        });
        socket();

        failed(UnreadableAnswerException.class);
        server.awaitEnd(1);
    }

    @Test
    void aListenerThatIsSlowHoldsTheWireUp() {
        CountDownLatch slow = new CountDownLatch(1);
        String message = "x".repeat(100_000);
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            for (int i = 0; i < 2_000; i++) {
                socket.text(message);
            }
        });
        CountDownLatch first = new CountDownLatch(1);
        SocketTransport.Listener blocked = new SocketTransport.Listener() {
            @Override
            public void onOpen(SocketTransport.Socket socket) {}

            @Override
            public void onText(SocketTransport.Socket socket, String text) {
                first.countDown();
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void onClosed(SocketTransport.Socket socket, int code, String reason) {}

            @Override
            public void onFailed(SocketTransport.Socket socket, Throwable error) {}
        };
        SocketTransport.Socket socket = open().sockets().open(address(), Map.of(), blocked);
        try {
            assertThat(first.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            long before = -1;
            for (long now = server.connection(1).sent();
                    now != before;
                    now = server.connection(1).sent()) {
                before = now;
                assertThat(heard.within(300)).isNull();
            }
            assertThat(before).isLessThan(60_000_000);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } finally {
            socket.cut();
            slow.countDown();
        }
        server.awaitEnd(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatIsTooLargeIsAFailure(boolean fragmented) {
        byte[] piece = new byte[1 << 20];
        java.util.Arrays.fill(piece, (byte) 'x');
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            if (fragmented) {
                for (int i = 0; i < 20; i++) {
                    socket.send(i == 0 ? SocketPeer.TEXT : SocketPeer.CONTINUATION, false, piece);
                }
            } else {
                socket.text("x".repeat(20 << 20));
            }
            peer.awaitHangUp();
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        failed(ConnectionException.class);
        server.awaitEnd(1);
    }

    @Test
    void whatIsNoSocketsAddressOrEndIsRefused() {
        server.reply((request, peer) -> SocketPeer.accept(request, peer).read());
        Transport transport = open();

        assertThatThrownBy(() -> transport.sockets().open(server.url(), Map.of(), heard))
                .isInstanceOf(IllegalArgumentException.class);
        SocketTransport.Socket socket = socket(transport);
        assertThatThrownBy(() -> socket.close(1006, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.close(1000, "x".repeat(124))).isInstanceOf(IllegalArgumentException.class);
    }
}
