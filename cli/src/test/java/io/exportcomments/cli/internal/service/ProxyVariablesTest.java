package io.exportcomments.cli.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the variables mean; where a curl is there, it has to agree. */
@Timeout(60)
class ProxyVariablesTest {
    private static final Path CURL = Path.of("/usr/bin/curl");

    private static Door direct;
    private static Door first;
    private static Door second;

    @BeforeAll
    static void open() throws IOException {
        direct = new Door();
        first = new Door();
        second = new Door();
    }

    @AfterAll
    static void close() throws IOException {
        for (Door door : List.of(direct, first, second)) {
            door.close();
        }
    }

    /** URL; variables, where {@code A} and {@code B} stand for two proxies; where the request goes. */
    static Stream<List<String>> cases() {
        return Stream.of(
                        "http://a.example/ | | direct",
                        "http://a.example/ | http_proxy=A | A",
                        "http://a.example/ | HTTP_PROXY=A | direct",
                        "http://a.example/ | HTTP_PROXY=A http_proxy=B | B",
                        "http://a.example/ | https_proxy=A | direct",
                        "http://a.example/ | all_proxy=A | A",
                        "http://a.example/ | ALL_PROXY=A | A",
                        "http://a.example/ | http_proxy=B all_proxy=A | B",
                        "http://a.example/ | HTTP_PROXY=B ALL_PROXY=A | A",
                        "http://a.example/ | http_proxy= all_proxy=A | A",
                        "https://a.example/ | https_proxy=A | A",
                        "https://a.example/ | HTTPS_PROXY=A | A",
                        "https://a.example/ | HTTPS_PROXY=A https_proxy=B | B",
                        "https://a.example/ | HTTPS_PROXY=A https_proxy= | A",
                        "https://a.example/ | http_proxy=A | direct",
                        "https://a.example/ | ALL_PROXY=A all_proxy=B | B",
                        "https://a.example/ | Https_Proxy=A | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=* | direct",
                        "http://a.example/ | http_proxy=A no_proxy=a.example | direct",
                        "http://a.example/ | http_proxy=A no_proxy=b.example NO_PROXY=a.example | A",
                        "http://a.example/ | http_proxy=A NO_PROXY=example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=.example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=.a.example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=A.EXAMPLE | direct",
                        "http://A.Example/ | http_proxy=A NO_PROXY=a.example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=a.example. | direct",
                        "http://a.example./ | http_proxy=A NO_PROXY=a.example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=xample | A",
                        "http://nota.example/ | http_proxy=A NO_PROXY=a.example | A",
                        "http://b.a.example/ | http_proxy=A NO_PROXY=a.example | direct",
                        "http://a.example:8080/ | http_proxy=A NO_PROXY=a.example | direct",
                        "http://a.example:8080/ | http_proxy=A NO_PROXY=a.example:8080 | A",
                        "http://a.example/ | http_proxy=A NO_PROXY=*.example | A",
                        "http://a.example/ | http_proxy=A NO_PROXY=b.example,a.example | direct",
                        "http://a.example/ | http_proxy=A NO_PROXY=,,a.example, | direct",
                        "http://127.0.0.1/ | http_proxy=A NO_PROXY=127.0.0.1 | direct",
                        "http://127.0.0.1/ | http_proxy=A NO_PROXY=localhost | A",
                        "http://localhost/ | http_proxy=A NO_PROXY=localhost | direct",
                        "http://10.1.2.3/ | http_proxy=A NO_PROXY=10.0.0.0/8 | direct",
                        "http://11.1.2.3/ | http_proxy=A NO_PROXY=10.0.0.0/8 | A",
                        "http://10.1.2.3/ | http_proxy=A NO_PROXY=10.1.2.0/23 | direct",
                        "http://10.1.4.3/ | http_proxy=A NO_PROXY=10.1.2.0/23 | A",
                        "http://10.1.2.3/ | http_proxy=A NO_PROXY=10.1.2.3/33 | A",
                        "http://10.1.2.3/ | http_proxy=A NO_PROXY=2.3 | A",
                        "http://[::1]/ | http_proxy=A NO_PROXY=::1 | direct",
                        "http://[fe00::7]/ | http_proxy=A NO_PROXY=fd00::/8 | A",
                        "https://a.example/ | ALL_PROXY=socks5h://A | A",
                        "https://a.example/ | ALL_PROXY=socks5://A | A",
                        "https://a.example/ | HTTPS_PROXY=http://us%65r:p%40ss@A/ | A")
                .map(line -> Stream.of(line.split("\\|", 3)).map(String::strip).toList());
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(" ")) {
            String[] parts = one.split("=", 2);
            variables.put(
                    parts[0],
                    parts[0].toLowerCase(Locale.ROOT).startsWith("no_")
                            ? parts[1]
                            : parts[1].replaceFirst("\\bA\\b", first.place()).replaceFirst("\\bB\\b", second.place()));
        }
        return variables;
    }

    private static NetworkSettings network(Map<String, String> environment) {
        NetworkSettings.Builder network = NetworkSettings.builder();
        ProxyVariables variables = new ProxyVariables(environment::get);
        variables.setDirect(network);
        variables.setProxies(network, (typed, proxy) -> {});
        return network.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRequestGoesWhereTheVariablesSay(List<String> line) {
        int port = network(variables(line.get(1)))
                .proxyFor(URI.create(line.get(0)))
                .map(ProxyServer::port)
                .orElse(0);
        assertThat(port == first.port() ? "A" : port == second.port() ? "B" : "direct")
                .isEqualTo(line.get(2));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void curlAgrees(List<String> line) throws Exception {
        assumeTrue(Files.isExecutable(CURL), "There is no curl");
        List<String> command = List.of(
                CURL.toString(),
                "-q",
                "-s",
                "--max-time",
                "20",
                "--connect-to",
                "::127.0.0.1:" + direct.port(),
                line.get(0));
        ProcessBuilder curl =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        curl.environment().clear();
        curl.environment().putAll(variables(line.get(1)));
        List<Integer> before = Stream.of(direct, first, second).map(Door::count).toList();
        Process running = curl.start();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (List.of(direct, first, second).get(i).count() > before.get(i)) {
                gone.add(List.of("direct", "A", "B").get(i));
            }
        }
        assertThat(gone).containsExactly(line.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://proxy.example:443 | not by https://",
                "socks4://proxy.example | not by socks4://",
                "http://user:S3cret@proxy.example:0 | port must be from 1 to 65535",
                "http://user:S3cret@proxy.example:99999 | port must be from 1 to 65535",
                "http://user:S3cret@proxy.example:port | must have the form http://host:port",
                "http://user:S3cret@ | must have the form http://host:port",
                "http://user:S3cret@pro xy | neither a name nor an IP address",
                "http://:S3cret@proxy.example | user must be 1 to 255 bytes",
                "http://user:S3cret%0a@proxy.example | without control characters",
                "://proxy | must have the form http://host:port"
            })
    void whatIsNoProxyIsRefusedWithoutItsPassword(String value, String words) {
        assertThatThrownBy(() -> network(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("HTTPS_PROXY: ")
                .hasMessageContaining(words)
                .hasMessageNotContaining("S3cret");
    }

    /** So says curl's manual; curl 7.88 takes the address for a name. */
    @Test
    void aNetworkMayBeOfIpv6() {
        assertThat(network(Map.of("http_proxy", "proxy.example", "NO_PROXY", "fd00::/8"))
                        .proxyFor(URI.create("http://[fd00::7]/")))
                .isEmpty();
    }

    @Test
    void whatIsNotUsedIsNotLookedAt() {
        assertThat(network(Map.of("HTTPS_PROXY", "ftp://x", "NO_PROXY", "*")).proxyFor(URI.create("https://a.example")))
                .isEmpty();
    }

    @Test
    void thePortIsCurlsWhereThereIsNone() {
        ProxyServer proxy = network(Map.of("ALL_PROXY", "proxy.example"))
                .proxyFor(URI.create("wss://a.example"))
                .orElseThrow();
        assertThat(proxy).hasToString("http://proxy.example:1080");
    }

    /** Counts who comes, and sends them away. */
    private static final class Door {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger count = new AtomicInteger();

        Door() throws IOException {
            Thread thread = new Thread(this::accept, "door");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    var visitor = listener.accept();
                    count.incrementAndGet();
                    visitor.close();
                } catch (IOException e) {
                    return;
                }
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        String place() {
            return "127.0.0.1:" + port();
        }

        int count() {
            return count.get();
        }

        void close() throws IOException {
            listener.close();
        }
    }
}
