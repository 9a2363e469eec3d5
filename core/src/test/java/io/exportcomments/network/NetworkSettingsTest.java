package io.exportcomments.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.network.ProxyServer.Protocol;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSettingsTest {
    private static final URI SERVICE = URI.create("https://exportcomments.com");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "proxy.example, http://proxy.example:1080",
        "proxy.example:3128, http://proxy.example:3128",
        "HTTP://proxy.example:3128/, http://proxy.example:3128",
        "http://proxy.example:3128/path?query#fragment, http://proxy.example:3128",
        "socks5://10.0.0.1:9050, socks5://10.0.0.1:9050",
        "socks5h://[fd00::1]:9050, socks5://[fd00::1]:9050",
        "user:S3cret@proxy.example, http://***@proxy.example:1080",
        "http://user:S3c@ret@proxy.example, http://***@proxy.example:1080"
    })
    void anAddressIsReadAsCurlReadsIt(String address, String shown) {
        assertThat(ProxyServer.parse(address)).hasToString(shown);
    }

    @Test
    void userAndPasswordAreDecodedAndNeverShown() {
        ProxyServer proxy = ProxyServer.parse("http://us%65r%20one:S3cret%3A%2F%C3%A4%zz%@proxy");
        ProxyLogin login = proxy.login().orElseThrow();
        assertThat(login.user()).isEqualTo("user one");
        assertThat(login.revealPassword()).isEqualTo("S3cret:/\u00E4%zz%");
        NetworkSettings all = NetworkSettings.builder().proxy(proxy).build();
        TransportSettings settings =
                new TransportSettings(SERVICE, ApiToken.of("token"), Timeouts.DEFAULT, "test").network(all);
        for (Object one : new Object[] {proxy, login, all, settings}) {
            assertThat(one.toString()).doesNotContain("S3cret", "user one", "us%65r");
        }
        assertThat(all)
                .hasToString(
                        "NetworkSettings[http=http://***@proxy:1080, https=http://***@proxy:1080, jvm=true, trusted=0, insecure=false]");
    }

    @Test
    void aUserAloneHasAnEmptyPassword() {
        assertThat(ProxyServer.parse("http://user@proxy").login().orElseThrow().revealPassword())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http://user:S3cret@",
                "https://user:S3cret@proxy",
                "socks4://user:S3cret@proxy",
                "http://user:S3cret@proxy:0",
                "http://user:S3cret@proxy:65536",
                "http://user:S3cret@proxy:x",
                "http://user:S3cret@a b",
                "http://:S3cret@proxy",
                "http://user:S3cret%00@proxy",
                "http://[::1",
                "user:S3cret@proxy\nx"
            })
    void whatIsNoAddressIsRefusedWithoutItsPassword(String address) {
        assertThatThrownBy(() -> ProxyServer.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("S3cret")
                .hasNoCause();
    }

    @Test
    void aLoginHasItsBounds() {
        assertThat(ProxyLogin.of("u".repeat(255), "").user()).hasSize(255);
        for (String user : new String[] {"", "a:b", "a\n", "u".repeat(256), "\u00E4".repeat(128)}) {
            assertThatThrownBy(() -> ProxyLogin.of(user, "S3cret"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("S3cret");
        }
        assertThatThrownBy(() -> ProxyLogin.of("user", "S3cret".repeat(50)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("S3cret");
    }

    @Test
    void theWayDependsOnSchemeAndHost() {
        ProxyServer http = ProxyServer.of(Protocol.HTTP, "a", 1);
        ProxyServer https = ProxyServer.of(Protocol.SOCKS5, "b", 2);
        NetworkSettings both = NetworkSettings.builder()
                .httpProxy(http)
                .httpsProxy(https)
                .direct("internal.example")
                .build();
        assertThat(both.proxyFor(URI.create("http://x"))).contains(http);
        assertThat(both.proxyFor(URI.create("ws://x"))).contains(http);
        assertThat(both.proxyFor(URI.create("HTTPS://x"))).contains(https);
        assertThat(both.proxyFor(URI.create("wss://x"))).contains(https);
        assertThat(both.proxyFor(URI.create("wss://db.internal.example"))).isEmpty();
        assertThat(both.proxyFor(URI.create("https://my_files.internal.example:8443/x")))
                .as("a host with an underscore")
                .isEmpty();
        assertThat(both.proxyFor(URI.create("https://my_files.example:8443/x"))).contains(https);
        assertThat(both.leavesToJvm(URI.create("wss://x"))).isFalse();
        NetworkSettings one =
                NetworkSettings.builder().httpsProxy(https).direct("y").build();
        assertThat(one.leavesToJvm(URI.create("http://x"))).isTrue();
        assertThat(one.leavesToJvm(URI.create("http://y"))).isFalse();
        assertThat(NetworkSettings.builder().ignoreJvmProxy().build().leavesToJvm(SERVICE))
                .isFalse();
    }

    @Test
    void onlyWithoutAnyWayOfItsOwnAreAllAddressesLeftToTheJvm() {
        ProxyServer proxy = ProxyServer.of(Protocol.HTTP, "a", 1);
        assertThat(NetworkSettings.DEFAULT.leavesAllToJvm()).isTrue();
        assertThat(NetworkSettings.builder().direct("").build().leavesAllToJvm())
                .isTrue();
        for (NetworkSettings.Builder own : List.of(
                NetworkSettings.builder().ignoreJvmProxy(),
                NetworkSettings.builder().httpProxy(proxy),
                NetworkSettings.builder().httpsProxy(proxy),
                NetworkSettings.builder().direct("x"),
                NetworkSettings.builder().direct("*"))) {
            assertThat(own.build().leavesAllToJvm()).isFalse();
        }
    }

    @Test
    void onlyWithoutTrustAndKeysOfItsOwnIsTlsAsTheJdkHasIt() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        X509Certificate authority = ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
        assertThat(NetworkSettings.DEFAULT.usesJdkTls()).isTrue();
        assertThat(NetworkSettings.builder().ignoreJvmProxy().build().usesJdkTls())
                .isTrue();

        NetworkSettings trusting = NetworkSettings.builder().trust(trust).build();
        NetworkSettings showing = NetworkSettings.builder().keys(keys).build();
        NetworkSettings adding =
                NetworkSettings.builder().trust(List.of(authority)).build();
        NetworkSettings insecure = NetworkSettings.builder().insecure().build();

        assertThat(trusting.trust()).containsSame(trust);
        assertThat(showing.keys()).containsSame(keys);
        assertThat(adding.trusted()).containsExactly(authority);
        for (NetworkSettings own : List.of(trusting, showing, adding, insecure)) {
            assertThat(own.usesJdkTls()).isFalse();
        }
    }

    @Test
    void aHostIsKeptAsItIsSpoken() {
        assertThat(ProxyServer.parse("http://[fd00::1]:9050").host()).isEqualTo("fd00::1");
        assertThat(ProxyServer.parse("http://[fd00::1]:9050").port()).isEqualTo(9050);
        assertThat(ProxyServer.of(Protocol.HTTP, "b\u00FCcher.example", 65_535).host())
                .isEqualTo("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "::1, true",
        "[::1], true",
        "0:0:0:0:0:0:0:1, true",
        "localhost.example.org, false",
        "127.0.0.1.example.org, false",
        "128.0.0.1, false",
        "[::2], false",
        "exportcomments.com, false"
    })
    void onlyThisMachineGoesUnchecked(String host, boolean unchecked) {
        assertThat(NetworkSettings.builder().insecure().build().isUnchecked(host))
                .isEqualTo(unchecked);
        assertThat(NetworkSettings.DEFAULT.isUnchecked(host)).isFalse();
    }

    @Test
    void aBaseUrlElsewhereIsRefusedThen() {
        NetworkSettings insecure = NetworkSettings.builder().insecure().build();
        TransportSettings settings = new TransportSettings(SERVICE, ApiToken.of("token"), Timeouts.DEFAULT, "test");
        assertThatThrownBy(() -> settings.network(insecure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Only certificates of this machine (localhost, 127.0.0.1, ::1) can go unchecked, and the base URL"
                                + " is https://exportcomments.com");
        assertThat(new TransportSettings(
                                URI.create("https://localhost:1"), ApiToken.of("token"), Timeouts.DEFAULT, "test")
                        .network(insecure)
                        .network())
                .isSameAs(insecure);
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN PRIVATE KEY-----\nS3cret\n");
        assertThatThrownBy(() -> NetworkSettings.builder().trustPem(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": there is no certificate in PEM in it (-----BEGIN CERTIFICATE-----)");
        assertThatThrownBy(() -> NetworkSettings.builder().trustPem(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class);
    }
}
