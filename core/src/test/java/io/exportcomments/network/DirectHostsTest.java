package io.exportcomments.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.ProxyServer.Protocol;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectHostsTest {
    private static final ProxyServer PROXY = ProxyServer.of(Protocol.HTTP, "proxy.example", 3128);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; example.org; false",
                "*; example.org; true",
                "*; 10.0.0.1; true",
                "example.org; EXAMPLE.org; true",
                "EXAMPLE.org; example.org; true",
                "example.org; a.b.example.org; true",
                ".example.org; example.org; true",
                ".example.org; a.example.org; true",
                "example.org.; example.org; true",
                "example.org; example.org.; true",
                "example.org; notexample.org; false",
                "example.org; example.org.evil.net; false",
                "a.example.org; example.org; false",
                ".; example.org; false",
                "'a.net,b.net c.net'; b.net; true",
                "'a.net,b.net c.net'; c.net; true",
                "' a.net , b.net '; a.net; true",
                "'*,a.net'; b.net; false"
            })
    void aNameIsDirectByItselfOrByADomainThatItIsIn(String list, String host, boolean direct) {
        assertThat(isDirect(list, host)).isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "10.0.0.1; 10.0.0.1; true",
                "10.0.0.1; 10.0.0.2; false",
                "0.1; 10.0.0.1; false",
                "10.0.0.0/8; 10.255.255.255; true",
                "10.0.0.0/8; 11.0.0.0; false",
                "10.16.0.0/12; 10.31.255.255; true",
                "10.16.0.0/12; 10.32.0.0; false",
                "10.0.0.1/32; 10.0.0.1; true",
                "10.0.0.1/32; 10.0.0.0; false",
                "10.0.0.1/33; 10.0.0.1; false",
                "10.0.0.1/x; 10.0.0.1; false",
                "10.0.0.0/8; ten.example.org; false",
                "fd00::/8; [fd12::1]; true",
                "fd00::/8; [fe00::1]; false",
                "fd00::1; [fd00:0:0:0:0:0:0:1]; true",
                "[fd00::1]; [fd00::1]; true",
                "fd00::1/128; [fd00::1]; true",
                "fd00::1/128; [fd00::2]; false",
                "fd00::1/129; [fd00::1]; false",
                "fd00::/8; 253.0.0.1; false",
                "253.0.0.0/8; [fd00::1]; false"
            })
    void anAddressIsDirectByItselfOrByANetworkThatItIsIn(String list, String host, boolean direct) {
        assertThat(isDirect(list, host)).isEqualTo(direct);
    }

    private static boolean isDirect(String list, String host) {
        NetworkSettings settings =
                NetworkSettings.builder().proxy(PROXY).direct(list).build();
        return settings.proxyFor(URI.create("https://" + host + ":8443/x")).isEmpty();
    }
}
