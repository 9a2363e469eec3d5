package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.cli.internal.command.CommandRunner;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.TlsIdentity;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;
import io.vertx.core.http.HttpClientOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job through real servers: an authenticating proxy, and a web server with TLS and HTTP/2 by a private CA. */
@Timeout(60)
class NetworkPeersTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=soon";
    private static final ProxyLogin LOGIN = ProxyLogin.of("user", "S3cretPass");

    /** The transports, each with a client of its own. */
    enum Stack {
        RETROFIT,
        VERTX;

        TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }
    }

    /** The proxies, each with the protocol that it speaks. */
    enum Peer {
        TINYPROXY(Protocol.HTTP),
        SQUID(Protocol.HTTP),
        MICROSOCKS(Protocol.SOCKS5);

        private final Protocol protocol;

        Peer(Protocol protocol) {
            this.protocol = protocol;
        }

        NetworkPeer start(Path folder) throws IOException {
            return switch (this) {
                case TINYPROXY -> NetworkPeer.tinyproxy(folder, LOGIN.user(), LOGIN.revealPassword());
                case SQUID -> NetworkPeer.squid(folder, LOGIN.user(), LOGIN.revealPassword());
                case MICROSOCKS -> NetworkPeer.microsocks(folder, LOGIN.user(), LOGIN.revealPassword());
            };
        }
    }

    @TempDir
    Path folder;

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ManualClock clock = MockClock.manual();
    private MockService mock;
    private NetworkPeer nginx;
    private Path ca;

    @BeforeEach
    void start() throws IOException {
        mock = MockService.builder()
                .clock(clock)
                .script(
                        VIDEO,
                        JobScript.queued(Duration.ofMillis(200))
                                .progress(Duration.ofMillis(500), 1, 2)
                                .done(Duration.ofMillis(500)))
                .start();
        ca = Files.writeString(folder.resolve("ca.pem"), TlsIdentity.privateCa());
        nginx = NetworkPeer.nginx(Files.createDirectory(folder.resolve("nginx")), mock.baseUrl());
    }

    @AfterEach
    void stop() {
        if (nginx != null) {
            nginx.close();
        }
        mock.close();
    }

    private URI service() {
        return URI.create("https://127.0.0.1:" + nginx.port());
    }

    private NetworkPeer proxy(Peer peer) throws IOException {
        return peer.start(Files.createDirectories(folder.resolve("proxy")));
    }

    private NetworkSettings.Builder trusting() {
        return NetworkSettings.builder().trustPem(ca);
    }

    private void runAJob(TransportProvider transport, NetworkSettings network) throws IOException {
        try (ExportComments client = ExportComments.builder()
                .token(mock.token())
                .baseUrl(service())
                .transport(transport)
                .updates(WebSocketUpdates.create())
                .network(network)
                .build()) {
            JobGuid guid = client.create(ExportRequest.of(VIDEO)).guid();
            CompletableFuture<Job> awaited = client.async().await(guid, Duration.ofSeconds(30));
            endTheJobOnceTheSocketIsThere();
            Job done = awaited.join();
            assertThat(done.status()).isEqualTo(JobStatus.DONE);
            assertThat(client.download(done, ResultFormat.JSON, folder.resolve("result.json")))
                    .isNotEmptyFile();
        }
    }

    private void endTheJobOnceTheSocketIsThere() {
        assertThat(mock.realtime().await(all -> all.stream().anyMatch(RealtimeConnection::connected), BOUND))
                .as("the socket")
                .isNotEmpty();
        clock.advance(BOUND);
    }

    /** The web server saw all of it, and nothing that was for the proxy. */
    private List<String> seen() throws IOException {
        // A socket is written down when it is over.
        List<String> seen = nginx.awaitLog(line -> line.contains(" 101 GET "));
        assertThat(seen)
                .anyMatch(line -> line.contains(" POST /api/v3/job "))
                .anyMatch(line -> line.contains(" 101 GET "))
                .anyMatch(line -> line.contains(" 200 GET ") && line.contains(".json "))
                .allMatch(line -> line.endsWith("[-]"));
        return seen;
    }

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aPrivateCaIsEnough(Stack stack) throws IOException {
        runAJob(stack.provider(), trusting().ignoreJvmProxy().build());
        List<String> seen = seen();
        if (stack == Stack.RETROFIT) {
            assertThat(seen).anyMatch(line -> line.startsWith("HTTP/2.0 200 POST "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RETROFIT, TINYPROXY",
        "RETROFIT, SQUID",
        "RETROFIT, MICROSOCKS",
        "VERTX, TINYPROXY",
        "VERTX, SQUID",
        "VERTX, MICROSOCKS"
    })
    void aJobGoesThroughAProxyThatWantsAPassword(Stack stack, Peer peer) throws IOException {
        try (NetworkPeer proxy = proxy(peer)) {
            runAJob(
                    stack.provider(),
                    trusting()
                            .proxy(ProxyServer.of(peer.protocol, "127.0.0.1", proxy.port())
                                    .login(LOGIN))
                            .build());
            List<String> seen = seen();
            if (stack == Stack.RETROFIT) {
                assertThat(seen).anyMatch(line -> line.startsWith("HTTP/2.0 200 POST "));
            }
            String asked =
                    peer.protocol == Protocol.HTTP ? "CONNECT 127.0.0.1:" + nginx.port() : "connected to 127.0.0.1";
            assertThat(proxy.awaitLog(line -> line.contains(asked), 2))
                    .filteredOn(line -> line.contains(asked))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RETROFIT, TINYPROXY",
        "RETROFIT, SQUID",
        "RETROFIT, MICROSOCKS",
        "VERTX, TINYPROXY",
        "VERTX, SQUID",
        "VERTX, MICROSOCKS"
    })
    void aWrongPasswordIsSaidToBeTheProxys(Stack stack, Peer peer) throws IOException {
        try (NetworkPeer proxy = proxy(peer)) {
            NetworkSettings network = trusting()
                    .proxy(ProxyServer.of(peer.protocol, "127.0.0.1", proxy.port())
                            .login(ProxyLogin.of("user", "Wr0ngPass")))
                    .build();
            try (ExportComments client = ExportComments.builder()
                    .token(mock.token())
                    .baseUrl(service())
                    .transport(stack.provider())
                    .network(network)
                    .build()) {
                assertThatThrownBy(client::ping)
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageContaining("the proxy ")
                        .hasMessageContaining("user and password");
            }
            assertThat(nginx.log()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"retrofit, TINYPROXY", "vertx, MICROSOCKS", "vertx, SQUID"})
    void theCommandLineGoesThroughToo(String transport, Peer peer) throws IOException {
        try (NetworkPeer proxy = proxy(peer)) {
            String scheme = peer.protocol == Protocol.HTTP ? "http" : "socks5h";
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Map<String, String> environment = Map.of(
                    "EXPORTCOMMENTS_API_TOKEN",
                    mock.token(),
                    "HTTPS_PROXY",
                    scheme + "://user:S3cretPass@127.0.0.1:" + proxy.port());
            CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> CommandRunner.run(
                    new Terminal(
                            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            fact -> null,
                            environment::get),
                    Stream.of(
                                    "export " + VIDEO + " --base-url " + service() + " --transport " + transport,
                                    "--updates websocket --format json --cacert " + ca + " --output " + folder)
                            .flatMap(words -> Stream.of(words.split(" ")))
                            .toArray(String[]::new)));
            endTheJobOnceTheSocketIsThere();
            int code = running.join();
            assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("S3cretPass");
            assertThat(seen()).isNotEmpty();
        }
    }

    /** What a program lends keeps its own, whatever the client's settings say. */
    @ParameterizedTest
    @EnumSource(Stack.class)
    void whatIsLentKeepsItsOwn(Stack stack) throws IOException {
        TransportProvider lent = stack == Stack.RETROFIT
                ? RetrofitTransport.builder().client(new OkHttpClient()).build()
                : VertxTransport.builder().options(new HttpClientOptions()).build();
        try (ExportComments client = ExportComments.builder()
                .token(mock.token())
                .baseUrl(service())
                .transport(lent)
                .network(trusting().build())
                .build()) {
            assertThatThrownBy(client::ping).hasMessageContaining("the server's certificate is not trusted");
        }
        assertThat(nginx.log()).isEmpty();
    }
}
