package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.Sent;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SocketEndCases extends SocketTestCases {
    SocketEndCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3001, 3500, 4999})
    void theOtherSideCloses(int code) {
        CountDownLatch answered = new CountDownLatch(1);
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            socket.text("last");
            socket.close(code, UNICODE);
            if (socket.read().kind() == SocketPeer.CLOSE) {
                answered.countDown();
            }
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text last");
        assertThat(heard.next()).isEqualTo("closed " + code + " " + UNICODE);
        server.awaitEnd(1);
        assertThat(answered.getCount()).isZero();
    }

    @Test
    void theOtherSideClosesWithoutACode() {
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            socket.send(SocketPeer.CLOSE, true, new byte[0]);
            peer.awaitHangUp();
        });
        socket();

        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("closed 1005 ");
        server.awaitEnd(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3001, 4999})
    void thisSideClosesOnceAndSendsNothingAfter(int code) {
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            String before = socket.message();
            SocketPeer.Frame end = socket.read();
            socket.close(end.code(), before + end.kind() + end.reason());
            peer.awaitHangUp();
        });
        SocketTransport.Socket socket = socket();
        assertThat(heard.next()).isEqualTo("open");

        socket.send("before ");
        socket.close(code, UNICODE);
        socket.close(code, "again");
        socket.send("after");

        assertThat(heard.next()).isEqualTo("closed " + code + " before 8" + UNICODE);
        assertThat(heard.within(50)).isNull();
        socket.send("dropped");
        socket.cut();
        server.awaitEnd(1);
    }

    @Test
    void aHalfOpenConnectionIsStillClosedSoon() {
        server.reply((request, peer) -> {
            SocketPeer.accept(request, peer);
            peer.pause(20_000);
        });
        SocketTransport.Socket socket = socket();
        assertThat(heard.next()).isEqualTo("open");
        long begin = System.nanoTime();

        socket.close(1000, "");

        assertThat(heard.next()).isEqualTo("closed 1005 ");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCutConnectionIsAFailure(boolean reset) {
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            if (socket.message().equals("go")) {
                if (reset) {
                    peer.reset();
                } else {
                    peer.close();
                }
            }
        });
        SocketTransport.Socket socket = socket();
        assertThat(heard.next()).isEqualTo("open");

        socket.send("go");

        assertThat(failed(ConnectionException.class).sent()).isEqualTo(Sent.MAYBE);
    }

    @Test
    void cuttingWhileOpeningEndsTheConnectionInSilence() {
        server.reply(Reply.silence());
        SocketTransport.Socket socket = socket();
        server.awaitRequests(1);

        socket.cut();

        server.awaitEnd(1);
        assertThat(heard.within(100)).isNull();
    }

    @Test
    void cuttingWithinAMessageEndsTheConnectionInSilence() {
        server.reply((request, peer) -> {
            SocketPeer socket = SocketPeer.accept(request, peer);
            socket.send(SocketPeer.TEXT, false, new byte[] {'a'});
            peer.awaitHangUp();
        });
        SocketTransport.Socket socket = socket();
        assertThat(heard.next()).isEqualTo("open");

        socket.cut();

        server.awaitEnd(1);
        assertThat(heard.within(100)).isNull();
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        URI nobody = address();
        server.close();
        open().sockets().open(nobody, Map.of(), heard);

        assertThat(failed(ConnectionException.class).sent()).isEqualTo(Sent.NO);
    }

    @Test
    void aHostWithoutAnAddressIsNotFound() {
        open().sockets().open(URI.create("ws://no-such-host.invalid/"), Map.of(), heard);

        assertThat(failed(ConnectionException.class).sent()).isEqualTo(Sent.NO);
    }

    @Test
    void aHandshakeThatIsNotAnsweredTimesOut() {
        server.reply(Reply.silence());
        socket(open(server.url(), timeouts(LONG, Duration.ofMillis(300))));

        ConnectionException error = failed(ConnectionException.class);

        assertThat(error.timeout()).isTrue();
        assertThat(error.sent()).isEqualTo(Sent.MAYBE);
        server.awaitEnd(1);
    }

    @Test
    void closingTheTransportEndsItsSockets() {
        server.reply((request, peer) -> SocketPeer.accept(request, peer).read());
        Transport transport = open();
        socket(transport);
        assertThat(heard.next()).isEqualTo("open");

        transport.close();

        failed(ClientClosedException.class);
        server.awaitEnd(1);
        assertThat(heard.within(50)).isNull();
        socket(transport);
        failed(ClientClosedException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("exportcomments-"));
    }
}
