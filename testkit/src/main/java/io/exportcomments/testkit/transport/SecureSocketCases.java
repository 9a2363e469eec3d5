package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SecureSocketCases extends TransportCases {
    private final HeardSocket heard = new HeardSocket();
    private final ScriptedServer secure = ScriptedServer.startSecure(TlsIdentity.load());

    SecureSocketCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeTheServer() {
        secure.close();
    }

    private SocketTransport.Socket socket(URI server) {
        return open(server, timeouts(LONG, LONG))
                .sockets()
                .open(URI.create("wss://127.0.0.1:" + server.getPort() + "/socket"), Map.of(), heard);
    }

    private <E extends Throwable> E failed(Class<E> type) {
        Object error = heard.next();
        assertThat(error).isInstanceOf(type);
        assertNoSecretIn((Throwable) error);
        return type.cast(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade", "keep-alive, Upgrade"})
    void textGoesBothWays(String connection) {
        secure.reply((request, peer) -> {
            peer.head(103, "Link: </style.css>");
            SocketPeer socket = SocketPeer.accept(request, peer, connection);
            socket.text(socket.message());
            socket.text("x".repeat(200_000));
            SocketPeer.Frame end = socket.read();
            socket.close(end.code(), end.reason());
            peer.awaitHangUp();
        });
        SocketTransport.Socket socket = socket(secure.url());
        assertThat(heard.next()).isEqualTo("open");

        socket.send("hello");

        assertThat(heard.next()).isEqualTo("text hello");
        assertThat(heard.next()).isEqualTo("text " + "x".repeat(200_000));
        socket.close(3000, "bye");
        assertThat(heard.next()).isEqualTo("closed 3000 bye");
        secure.awaitEnd(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 408, 421, 503})
    void aRefusalIsAskedForOnceAndKeepsWhatItSays(int status) {
        secure.reply(Reply.json(status, "{\"detail\":\"Because.\"}", "Retry-After: 0"));
        socket(secure.url());

        ExportCommentsException error = failed(ExportCommentsException.class);

        assertThat(error.context().httpStatus()).hasValue(status);
        assertThat(error.context().detail().isPresent()).isEqualTo(status != 407);
        assertThat(secure.requests()).hasSize(1);
        secure.awaitEnd(1);
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsNamed() {
        server.greet((request, peer) -> {
            peer.awaitFirstByte();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.close();
        });
        socket(server.url());

        ConnectionException error = failed(ConnectionException.class);

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error)
                .hasMessageContaining("no secure connection could be made: the server does not speak TLS there");
    }

    @Test
    void aHandshakeOfTlsThatIsNotAnsweredIsGivenUp() {
        server.greet(Reply.silence());
        SocketTransport.Socket socket = socket(server.url());
        server.awaitConnections(1);

        socket.cut();

        server.awaitEnd(1);
        assertThat(heard.within(50)).isNull();
    }

    @Test
    void aHandshakeOfTlsThatIsNotAnsweredInTimeIsATimeOut() {
        server.greet(Reply.silence());
        open(server.url(), timeouts(Duration.ofMillis(300), LONG))
                .sockets()
                .open(URI.create("wss://127.0.0.1:" + server.url().getPort() + "/socket"), Map.of(), heard);

        ConnectionException error = failed(ConnectionException.class);

        assertThat(error.timeout()).isTrue();
        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error).hasMessageContaining("no connection came about within 0.300 s");
        server.awaitNoConnection();
    }
}
