package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.testkit.transport.CountingProxy;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import io.exportcomments.testkit.transport.TlsIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands behind proxies and private CAs, in this process. */
@Timeout(60)
class NetworkOptionsTest {
    private static final String PASSWORD = "S3cret:Pass";
    private static final String ENCODED = "us%65r:S3cret%3APass@";
    private static final String SERVICE = "http://service.invalid";
    private static final String VIDEO = "https://www.youtube.com/watch?v=soon";

    private static final ManualClock CLOCK = MockClock.manual();
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static MockService mock;

    private final CountingProxy proxy = CountingProxy.start(ProxyLogin.of("user", PASSWORD))
            .host("service.invalid", mock.baseUrl())
            .host("127.0.0.1", mock.baseUrl());

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        mock = MockService.builder()
                .clock(CLOCK)
                .token("SecretToken1".repeat(10))
                .script(
                        VIDEO + "*",
                        JobScript.queued(Duration.ofMillis(200))
                                .progress(Duration.ofMillis(500), 1, 2)
                                .done(Duration.ofMillis(500)))
                .start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @AfterEach
    void closeTheProxy() {
        proxy.close();
    }

    private String proxyUrl(String scheme) {
        return scheme + "://" + ENCODED + "127.0.0.1:"
                + proxy.address(Protocol.HTTP).port();
    }

    private CommandResult run(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(ServiceOptions.TOKEN_VARIABLE, mock.token());
        CommandResult typed = CommandResult.run(all, arguments);
        assertThat(typed.out() + typed.err()).doesNotContain("S3cret", mock.token(), "\tat ");
        return typed;
    }

    private CommandResult run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static void assertMistake(CommandResult typed, int code, String... words) {
        assertThat(typed.code()).as(typed.err()).isEqualTo(code);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("exportcomments: ").contains(words);
    }

    @Test
    void eachCommandThatTalksToTheServiceHasThem() {
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                fact -> null,
                name -> null);
        List<String> with = new ArrayList<>();
        CommandRunner.of(terminal).getSubcommands().forEach((name, line) -> {
            if (line.getCommandSpec().userObject() instanceof ClientCommand) {
                with.add(name);
                assertThat(line.getCommandSpec().optionsMap()).containsKeys("--proxy", "--cacert", "--insecure");
            }
        });
        assertThat(with).contains("export", "status", "watch", "list", "retry", "stop", "download", "ping");
    }

    @ParameterizedTest
    @CsvSource({"http, retrofit", "socks5, retrofit", "socks5h, vertx", "http, vertx"})
    void anExportGoesThroughTheProxyFromEndToEnd(String scheme, String transport) {
        assertThat(mock.realtime().await(List::isEmpty, BOUND)).isEmpty();
        CompletableFuture<CommandResult> running = CompletableFuture.supplyAsync(() -> run(
                "export",
                VIDEO + scheme + transport,
                "--base-url",
                SERVICE,
                "--proxy",
                proxyUrl(scheme),
                "--transport",
                transport,
                "--updates",
                "websocket",
                "--format",
                "json",
                "--output",
                folder.toString()));
        assertThat(mock.realtime().await(all -> all.stream().anyMatch(RealtimeConnection::connected), BOUND))
                .as("the socket")
                .isNotEmpty();
        CLOCK.advance(BOUND);
        CommandResult typed = running.join();
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(Path.of(typed.outLines().get(0))).isNotEmptyFile();
        assertThat(proxy.refused()).isEmpty();
        String to = "service.invalid:80";
        assertThat(proxy.passed()).contains(scheme.equals("http") ? "CONNECT " + to : "SOCKS " + to);
    }

    @Test
    void theVariablesAreRead() {
        String url = proxyUrl("http");
        assertThat(run(Map.of("http_proxy", url), "ping", "--base-url", SERVICE).code())
                .isZero();
        assertThat(run(Map.of("ALL_PROXY", url), "ping", "--base-url", SERVICE).code())
                .isZero();
        assertThat(proxy.passed()).hasSize(2);
        assertMistake(run(Map.of("HTTP_PROXY", url), "ping", "--base-url", SERVICE), 5, "the host was not found");
        assertMistake(
                run(Map.of("NO_PROXY", "invalid"), "ping", "--base-url", SERVICE, "--proxy", url),
                5,
                "the host was not found");
        assertMistake(
                run(Map.of("http_proxy", url), "ping", "--base-url", SERVICE, "--proxy", ""),
                5,
                "the host was not found");
        assertThat(proxy.passed()).hasSize(2);
    }

    @Test
    void aMockInThisProcessNeedsNone() {
        assertThat(run(Map.of("http_proxy", proxyUrl("http")), "list", "--mock").code())
                .isZero();
        assertThat(proxy.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"http, retrofit, 2", "https, retrofit, 5", "http, vertx, 2", "https, vertx, 5"})
    void aProxyThatAsksForAPasswordIsNamedAndTheOptionToo(String scheme, String transport, int code) {
        String wrong = proxyUrl("http").replace("Pass@", "Word@");
        assertMistake(
                run("ping", "--base-url", scheme + "://service.invalid", "--proxy", wrong, "--transport", transport),
                code,
                "the proxy asks for a user and password",
                "HTTP 407",
                "--proxy http://USER:PASSWORD@HOST:PORT");
    }

    @Test
    void noOutputShowsThePassword() {
        for (String more : List.of("--verbose", "--json", "--quiet")) {
            String wrong = proxyUrl("http").replace("Pass@", "Word@");
            assertThat(run("ping", "--base-url", "https://service.invalid", "--proxy", wrong, more)
                            .code())
                    .isEqualTo(5);
            run("ping", "--base-url", "https://service.invalid", "--proxy", "http://x:S3cret!@127.0.0.1:1", more);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrofit", "vertx"})
    void aPrivateCaIsTrustedByItsFile(String transport) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), TlsIdentity.privateCa());
        try (ScriptedServer secure = ScriptedServer.startSecure(TlsIdentity.ofPrivateCa())) {
            secure.reply(Reply.json(200, "{}"));
            String[] ping = {"ping", "--base-url", secure.url().toString(), "--transport", transport};
            assertMistake(run(ping), 5, "the server's certificate is not trusted", "--cacert FILE makes it trusted");
            assertThat(secure.requests()).isEmpty();
            assertThat(run(with(ping, "--cacert", file.toString())).code()).isZero();
            assertThat(run(with(ping, "--insecure")).code()).isZero();
        }
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--proxy|ftp://user:S3cret@proxy|--proxy: a proxy can be reached by http://, socks5:// or socks5h://",
                "--proxy|http://user:S3cret@proxy:0|--proxy: the proxy's port must be from 1 to 65535",
                "--proxy|user:S3cret@|--proxy: the proxy's address must have the form",
                "--cacert|FOLDER|--cacert: can't read FOLDER",
                "--cacert|FOLDER/none.pem|there is no such file",
                "--cacert|FOLDER/empty.pem|there is no certificate in PEM in it",
                "--cacert|FOLDER/broken.pem|its certificate 1 can't be read",
                "--insecure|--base-url=https://service.invalid|--insecure is only for a service on this machine",
                "--insecure|--base-url=https://localhost.example.org|--insecure is only for a service on this machine",
                "--proxy=http://p|--mock|make no sense with --mock",
                "--insecure|--mock|make no sense with --mock"
            })
    void aMistakeIsSaidBeforeAnythingIsSent(String option, String value, String words) throws IOException {
        Files.writeString(folder.resolve("empty.pem"), "nothing");
        Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertMistake(
                run("ping", option, value.replace("FOLDER", folder.toString())),
                2,
                words.replace("FOLDER", folder.toString()));
    }

    @Test
    void aMistakeInAVariableIsOneToo() {
        assertMistake(
                run(Map.of("HTTPS_PROXY", "https://user:S3cret@proxy"), "ping"),
                2,
                "HTTPS_PROXY: a proxy can be reached by http://, socks5:// or socks5h://, not by https://");
    }

    @Test
    void withoutABaseUrlInsecureIsRefusedToo() {
        assertMistake(run("ping", "--insecure"), 2, "not for https://exportcomments.com; --cacert FILE");
    }
}
