package io.exportcomments.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSettingsTest {
    private static TransportSettings of(String baseUrl) {
        return new TransportSettings(URI.create(baseUrl), ApiToken.of("token"), Timeouts.DEFAULT, "test");
    }

    /** Only there may the token go. */
    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/x?y#z, true",
        "https://example.com, HTTPS://EXAMPLE.com/x, true",
        "https://example.com, https://example.com:443/x, true",
        "https://example.com:443, https://example.com/x, true",
        "http://example.com, http://example.com:80/x, true",
        "http://example.com:8080, http://example.com:8080, true",
        "https://example.com, http://example.com/x, false",
        "https://example.com, http://example.com:443/x, false",
        "https://example.com, https://files.example.com/x, false",
        "https://example.com, https://example.com.evil.net/x, false",
        "https://example.com, https://example.com:8443/x, false",
        "https://example.com:8443, https://example.com/x, false",
        "http://example.com, http://example.com:443/x, false",
        "https://example.com, https://example.com@evil.net/x, false",
        "https://example.com, mailto:a@example.com, false"
    })
    void aLinkIsOfTheSameOriginWhereSchemeHostAndPortAre(String baseUrl, String link, boolean same) {
        assertThat(of(baseUrl).isSameOrigin(URI.create(link))).isEqualTo(same);
    }

    @Test
    void theBaseUrlIsKeptWithoutAPath() {
        assertThat(of("HTTPS://Example.com:8443/").baseUrl()).isEqualTo(URI.create("https://Example.com:8443"));
        assertThat(of("http://[::1]:1").baseUrl()).isEqualTo(URI.create("http://[::1]:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com",
                "https://example.com/api",
                "https://example.com/?a",
                "https://example.com#a",
                "https://user:S3cret@example.com",
                "https://user:S3cret@my_service",
                "https:///",
                "https:example.com",
                "example.com"
            })
    void whatIsNoOriginIsRefusedWithoutWhatIsSecretInIt(String baseUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(baseUrl))
                .withMessageContaining("must be an origin")
                .withMessageNotContaining("S3cret");
    }

    @Test
    void aHostThatJavaCannotReadIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("https://my_service:8443"))
                .withMessageContaining("my_service:8443");
    }
}
