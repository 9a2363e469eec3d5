package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.port.JobTransport;
import io.exportcomments.port.TransportProvider;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Proxies that the JVM's properties name, for sockets as well. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class JvmProxyCases extends NetworkCases {
    private final Map<String, String> before = new HashMap<>();
    private final CountingProxy proxy = CountingProxy.start(null);

    JvmProxyCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @BeforeEach
    void leadToTheServers() {
        proxy.host("service.invalid", secure.url());
        answerAll(server, secure);
    }

    @AfterEach
    void setItBack() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        proxy.close();
    }

    private void setProxy(String kind) {
        set(kind + "ProxyHost", "127.0.0.1");
        set(kind + "ProxyPort", String.valueOf(proxy.address(Protocol.HTTP).port()));
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    @Test
    void aProxyForHttpsIsGoneBy() throws IOException {
        setHttpProxy("https");
        useAll(open(SECURE, trusting().build()), SECURE, SECURE);
        assertThat(proxy.passed()).hasSizeGreaterThanOrEqualTo(2).containsOnly("CONNECT service.invalid:443");
    }

    @Test
    void aProxyForHttpIsGoneBy() throws IOException {
        proxy.host("service.invalid", server.url());
        setHttpProxy("http");
        useAll(open(PLAIN, trusting().build()), PLAIN, PLAIN);
        assertThat(proxy.passed())
                .contains("GET http://service.invalid/api/v3/job/" + GUID, "CONNECT service.invalid:80");
    }

    private void setHttpProxy(String scheme) {
        set(scheme + ".proxyHost", "127.0.0.1");
        set(scheme + ".proxyPort", String.valueOf(proxy.address(Protocol.HTTP).port()));
    }

    @Test
    void aProxyForSocksIsGoneBy() throws IOException {
        setProxy("socks");
        useAll(open(SECURE, trusting().build()), SECURE, SECURE);
        assertThat(proxy.passed()).hasSizeGreaterThanOrEqualTo(2).containsOnly("SOCKS service.invalid:443");
    }

    /** As when somebody takes the property for a URL. */
    @Test
    void aProxyThatCanBeNoneFailsEachCallAtOnceAndHoldsUpNoLaterOne() {
        set("https.proxyHost", "http://127.0.0.1");
        JobTransport transport = open(SECURE, trusting().build()).jobs();
        for (int i = 0; i < 3; i++) {
            failure(ConnectionException.class, transport.get(GUID));
        }
        setHttpProxy("https");
        answer(transport.get(GUID));
        assertThat(proxy.passed()).containsOnly("CONNECT service.invalid:443");
    }

    @Test
    void aHostOfTheSettingsGoesDirectlyAllTheSame() {
        setHttpProxy("https");
        ConnectionException error = failure(
                ConnectionException.class,
                open(SECURE, trusting().direct("service.invalid").build())
                        .jobs()
                        .get(GUID));
        assertThat(error).hasMessageContaining("the host was not found");
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void theyArePassedOverWhereTheSettingsSaySo() {
        setHttpProxy("https");
        failure(
                ConnectionException.class,
                open(SECURE, trusting().ignoreJvmProxy().build()).jobs().get(GUID));
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void theSettingsOwnProxyComesFirst() {
        setHttpProxy("https");
        try (CountingProxy own = CountingProxy.start(null).host("service.invalid", secure.url())) {
            answer(open(SECURE, trusting().proxy(own.address(Protocol.HTTP)).build())
                    .jobs()
                    .get(GUID));
            assertThat(own.passed()).containsExactly("CONNECT service.invalid:443");
        }
        assertThat(proxy.connections()).isZero();
    }
}
