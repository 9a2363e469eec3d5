package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.Sent;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Proxies that the network's settings name. */
abstract class ProxyServerCases extends NetworkCases {
    private static final ProxyLogin LOGIN = ProxyLogin.of("us\u00E9r", PROXY_PASSWORD);
    private static final URI FILES = URI.create("https://files.invalid");

    private final CountingProxy proxy = CountingProxy.start(LOGIN);
    private final CountingProxy open = CountingProxy.start(null);

    ProxyServerCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @BeforeEach
    void leadToTheServers() {
        for (CountingProxy one : new CountingProxy[] {proxy, open}) {
            one.host("service.invalid", secure.url()).host("files.invalid", secure.url());
        }
        answerAll(server, secure);
    }

    @AfterEach
    void closeTheProxies() {
        proxy.close();
        open.close();
    }

    private NetworkSettings by(ProxyServer address) {
        return trusting().proxy(address).build();
    }

    private Transport open(URI base, Protocol protocol) {
        return open(base, by(proxy.address(protocol).login(LOGIN)));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void allThatIsSecureGoesThroughTunnels(Protocol protocol) throws IOException {
        useAll(open(SECURE, protocol), SECURE, FILES);
        String how = protocol == Protocol.HTTP ? "CONNECT " : "SOCKS ";
        assertThat(proxy.passed())
                .containsExactly(how + "service.invalid:443", how + "files.invalid:443", how + "service.invalid:443");
        assertThat(proxy.refused()).isEmpty();
        assertNothingForTheProxyCame(secure);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void allThatIsPlainGoesThroughToo(Protocol protocol) throws IOException {
        proxy.host("service.invalid", server.url());
        useAll(open(PLAIN, protocol), PLAIN, PLAIN);
        assertThat(proxy.passed())
                .last()
                .isEqualTo((protocol == Protocol.HTTP ? "CONNECT" : "SOCKS") + " service.invalid:80");
        assertThat(proxy.passed())
                .first()
                .isEqualTo(
                        protocol == Protocol.HTTP
                                ? "GET http://service.invalid/api/v3/job/" + GUID
                                : "SOCKS service.invalid:80");
        assertThat(proxy.refused()).isEmpty();
        assertNothingForTheProxyCame(server);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aProxyThatWantsNoPasswordIsToldNone(Protocol protocol) throws IOException {
        useAll(open(SECURE, by(open.address(protocol))), SECURE, SECURE);
        assertThat(open.passed()).hasSizeGreaterThanOrEqualTo(2);
        assertNothingForTheProxyCame(secure);
    }

    @Test
    void aConnectionThroughATunnelIsUsedAgain() {
        Transport transport = open(SECURE, Protocol.SOCKS5);
        for (int i = 0; i < 3; i++) {
            answer(transport.jobs().get(GUID));
        }
        assertThat(proxy.passed()).hasSize(1);
    }

    @Test
    void anIpAddressGoesThroughAsOne() {
        proxy.host("127.0.0.1", secure.url());
        URI base = URI.create("https://127.0.0.1");
        for (Protocol protocol : Protocol.values()) {
            answer(open(base, protocol).jobs().get(GUID));
        }
        assertThat(proxy.passed()).containsExactly("CONNECT 127.0.0.1:443", "SOCKS 127.0.0.1:443");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aCallWithoutThePasswordIsToldSo(boolean given) {
        ProxyServer address = proxy.address(Protocol.HTTP);
        NetworkSettings network = by(given ? address.login(ProxyLogin.of("user", PROXY_PASSWORD + "!")) : address);
        assertLoginAsked(
                failure(ConnectionException.class, open(SECURE, network).jobs().get(GUID)));
        assertLoginAsked(failure(
                InvalidRequestException.class, open(PLAIN, network).jobs().get(GUID)));
        assertThat(proxy.refused()).as("each asked once").hasSize(2);
        assertThat(secure.connections() + server.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aSocketWithoutThePasswordIsToldSo(boolean given) {
        ProxyServer address = proxy.address(Protocol.HTTP);
        NetworkSettings network = by(given ? address.login(ProxyLogin.of("user", PROXY_PASSWORD + "!")) : address);
        for (URI base : new URI[] {SECURE, PLAIN}) {
            openSocket(open(base, network), base);
            assertLoginAsked(socketFailure(ExportCommentsException.class));
        }
        assertThat(secure.connections() + server.connections()).isZero();
    }

    private static void assertLoginAsked(ExportCommentsException error) {
        assertThat(error.context().httpStatus()).hasValue(407);
        assertThat(error)
                .hasMessageContaining("the proxy asks for a user and password")
                .hasMessageContaining("Give the proxy's user and password, or check them");
        assertThat(error.provesNothingTaken())
                .as("known of a tunnel that was not opened, and not of a request that was passed on")
                .isEqualTo(error instanceof ConnectionException);
        assertThat(error.isTransient()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, does not accept the user and password", "false, asks for a user and password"})
    void aSocksProxySaysSoToo(boolean given, String words) {
        ProxyServer address = proxy.address(Protocol.SOCKS5);
        NetworkSettings network = by(given ? address.login(ProxyLogin.of("user", PROXY_PASSWORD + "!")) : address);
        ConnectionException error =
                failure(ConnectionException.class, open(SECURE, network).jobs().get(GUID));
        assertThat(error).hasMessageContaining("no connection could be made: the proxy " + words);
        assertThat(error.sent()).isEqualTo(Sent.NO);
        openSocket(open(SECURE, network), SECURE);
        assertThat(socketFailure(ConnectionException.class)).hasMessageContaining("the proxy " + words);
    }

    @ParameterizedTest
    @CsvSource({"HTTP, 'the proxy refused, HTTP 502'", "SOCKS5, the proxy found no way to the host"})
    void aHostThatTheProxyDoesNotFindIsAnError(Protocol protocol, String words) {
        URI base = URI.create("https://unknown.invalid");
        ConnectionException error =
                failure(ConnectionException.class, open(base, protocol).jobs().get(GUID));
        assertThat(error).hasMessageContaining("no connection could be made: " + words);
        assertThat(error.sent()).isEqualTo(Sent.NO);
        openSocket(open(base, protocol), base);
        assertThat(socketFailure(ConnectionException.class)).hasMessageContaining(words);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aProxyThatIsNotThereIsAnError(Protocol protocol) {
        ProxyServer gone = proxy.address(protocol);
        proxy.close();
        ConnectionException error =
                failure(ConnectionException.class, open(SECURE, by(gone)).jobs().get(GUID));
        assertThat(error.sent()).isEqualTo(Sent.NO);
        openSocket(open(SECURE, by(gone)), SECURE);
        assertThat(socketFailure(ConnectionException.class).sent()).isEqualTo(Sent.NO);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aProxyThatSaysNothingIsGivenUp(Protocol protocol) {
        proxy.silence();
        Transport transport = open(
                SECURE,
                timeouts(Duration.ofMillis(300), LONG),
                by(proxy.address(protocol).login(LOGIN)));
        ConnectionException error =
                failure(ConnectionException.class, transport.jobs().get(GUID));
        assertThat(error.timeout()).isTrue();
        assertThat(error.sent()).isEqualTo(Sent.NO);
        openSocket(transport, SECURE);
        assertThat(socketFailure(ConnectionException.class).timeout()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aDirectHostIsReachedWithoutTheProxy(Protocol protocol) throws IOException {
        NetworkSettings network = trusting()
                .proxy(proxy.address(protocol).login(LOGIN))
                .direct("example.org, 127.0.0.0/8")
                .build();
        useAll(open(server.url(), network), server.url(), secure.url());
        assertThat(proxy.connections()).isZero();
        assertNothingForTheProxyCame(server, secure);
    }

    @Test
    void plainAndSecureMayGoDifferentWays() throws IOException {
        open.host("service.invalid", server.url());
        NetworkSettings network = trusting()
                .httpProxy(open.address(Protocol.HTTP))
                .httpsProxy(proxy.address(Protocol.SOCKS5).login(LOGIN))
                .build();
        useAll(open(PLAIN, network), PLAIN, FILES);
        assertThat(open.passed())
                .containsExactly("GET http://service.invalid/api/v3/job/" + GUID, "CONNECT service.invalid:80");
        assertThat(proxy.passed()).containsExactly("SOCKS files.invalid:443");
    }
}
