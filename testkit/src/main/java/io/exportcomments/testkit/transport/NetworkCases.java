package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cases of networks have: a server with TLS, whose certificate a private CA has signed, and what a client does: a
 * call, a file, a socket.
 */
abstract class NetworkCases extends TransportCases {
    static final URI SECURE = URI.create("https://service.invalid");
    static final URI PLAIN = URI.create("http://service.invalid");

    final ScriptedServer secure = ScriptedServer.startSecure(TlsIdentity.ofPrivateCa());
    final HeardSocket heard = new HeardSocket();

    @TempDir
    Path folder;

    NetworkCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @AfterEach
    void closeTheServerWithTls() {
        secure.close();
    }

    NetworkSettings.Builder trusting() {
        Path file = folder.resolve("ca.pem");
        try {
            Files.writeString(file, "The company's own:\n" + TlsIdentity.privateCa() + "Nothing more.\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return NetworkSettings.builder().trustPem(file);
    }

    Transport open(URI baseUrl, NetworkSettings network) {
        return open(baseUrl, timeouts(LONG, LONG), network);
    }

    static void answerAll(ScriptedServer... servers) {
        for (ScriptedServer one : servers) {
            one.reply((request, peer) -> {
                if (request.header("Upgrade").isPresent()) {
                    SocketPeer.accept(request, peer).text("hello");
                    peer.awaitHangUp();
                } else if (request.target().startsWith("/file")) {
                    Reply.bytes(200, "[1]".getBytes(StandardCharsets.UTF_8)).to(request, peer);
                } else {
                    Reply.json(200, JOB).to(request, peer);
                }
            });
        }
    }

    /** A call, a file and a socket, each with its answer. */
    void useAll(Transport transport, URI base, URI files) throws IOException {
        assertThat(answer(transport.jobs().get(GUID)).guid()).isEqualTo(GUID);
        try (RemoteFile file = answer(transport.jobs().open(files.resolve("/file.json"), FileRange.WHOLE))) {
            assertThat(file.stream()).hasBinaryContent("[1]".getBytes(StandardCharsets.UTF_8));
        }
        openSocket(transport, base);
        assertThat(heard.next()).isEqualTo("open");
        assertThat(heard.next()).isEqualTo("text hello");
    }

    void openSocket(Transport transport, URI base) {
        URI address = URI.create("ws" + base.toString().substring(4) + "/connection/websocket");
        transport.sockets().open(address, Map.of(), heard);
    }

    <E extends Throwable> E socketFailure(Class<E> type) {
        Object error = heard.next();
        assertThat(error).isInstanceOf(type);
        assertNoSecretIn((Throwable) error);
        return type.cast(error);
    }

    /** No server got to see what is for the proxy alone. */
    static void assertNothingForTheProxyCame(ScriptedServer... servers) {
        assertThat(Stream.of(servers).flatMap(one -> one.requests().stream()))
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.headers()).doesNotContainKeys("proxy-authorization", "authorization");
                    assertThat(request.toString()).doesNotContain(PROXY_PASSWORD);
                });
    }
}
