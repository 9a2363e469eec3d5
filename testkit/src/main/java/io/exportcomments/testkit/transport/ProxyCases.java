package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.Sent;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The JVM's settings for proxies are obeyed where the program has none of its own. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class ProxyCases extends TransportCases {
    private static final ExportRequest REQUEST = ExportRequest.of("https://example.org/");

    private final Map<String, String> before = new HashMap<>();

    ProxyCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    @BeforeEach
    void setTheJvmsProxy() {
        for (String scheme : new String[] {"http", "https"}) {
            set(scheme + ".proxyHost", "127.0.0.1");
            set(scheme + ".proxyPort", String.valueOf(server.url().getPort()));
        }
        set("http.nonProxyHosts", "localhost|127.*|[::1]|*.direct.invalid");
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
    }

    private void set(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    @Test
    void aRequestGoesThroughTheProxy() {
        server.reply(Reply.json(200, JOB));

        assertThat(answer(open(URI.create("http://service.invalid"), timeouts(LONG, LONG))
                                .jobs()
                                .get(GUID))
                        .guid())
                .isEqualTo(GUID);

        assertThat(server.request().target()).isEqualTo("http://service.invalid/api/v3/job/" + GUID);
        assertThat(server.request().header("Host")).hasValue("service.invalid");
    }

    @Test
    void aHostThatIsExemptedIsAskedDirectly() {
        ConnectionException error = failure(
                ConnectionException.class,
                open(URI.create("http://service.direct.invalid"), timeouts(LONG, LONG))
                        .jobs()
                        .get(GUID));

        assertThat(error).hasMessageContaining("the host was not found");
        assertThat(server.connections()).isZero();
    }

    @Test
    void aProxyThatWantsAPasswordIsNamed() {
        server.reply(Reply.json(407, "{}", "Proxy-Authenticate: Basic realm=\"x\""));

        ConnectionException error = failure(
                ConnectionException.class,
                open(URI.create("https://service.invalid"), timeouts(LONG, LONG))
                        .jobs()
                        .create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error)
                .hasMessageContaining(
                        "no connection could be made: the proxy asks for a user and password before the request"
                                + " was sent (HTTP 407). Give the proxy's user and password, or check them");
        assertThat(error.isTransient()).as("to be asked again").isFalse();
        assertThat(server.request().method()).isEqualTo("CONNECT");
        assertThat(server.request().toString()).doesNotContain(TOKEN);
    }

    @Test
    void aProxyThatRefusesIsNamed() {
        server.reply(Reply.bytes(502, new byte[0]));

        ConnectionException error = failure(
                ConnectionException.class,
                open(URI.create("https://service.invalid"), timeouts(LONG, LONG))
                        .jobs()
                        .create(REQUEST));

        assertThat(error.sent()).isEqualTo(Sent.NO);
        assertThat(error).hasMessageContaining("no connection could be made: the proxy refused, HTTP 502 before");
    }

    @Test
    void aProxysRefusalOfAPlainRequestIsARefusal() {
        server.reply(Reply.json(407, "{}", "Proxy-Authenticate: Basic realm=\"x\""));

        failure(
                InvalidRequestException.class,
                open(URI.create("http://service.invalid"), timeouts(LONG, LONG))
                        .jobs()
                        .create(REQUEST));

        assertThat(server.requests()).hasSize(1);
    }
}
