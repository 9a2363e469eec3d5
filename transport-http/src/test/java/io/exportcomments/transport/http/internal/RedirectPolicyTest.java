package io.exportcomments.transport.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.job.Operation;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectPolicyTest {
    private static final URI HOME = URI.create("https://exportcomments.com/api/v3/job/x");

    private final RedirectPolicy policy = new RedirectPolicy(
            new TransportSettings(TransportSettings.SERVICE, ApiToken.of("secret"), Timeouts.DEFAULT, "test"));

    @ParameterizedTest
    @CsvSource({
        "/y, https://exportcomments.com/y",
        "y, https://exportcomments.com/api/v3/job/y",
        "?a=b, https://exportcomments.com/api/v3/job/x?a=b",
        "//exportcomments.com/y, https://exportcomments.com/y",
        "https://exportcomments.com:443/y, https://exportcomments.com:443/y",
        "HTTPS://EXPORTCOMMENTS.COM/y, HTTPS://EXPORTCOMMENTS.COM/y"
    })
    void aReadingIsFollowedWithinTheOrigin(String location, URI target) {
        assertThat(policy.follow(context(Operation.GET), HOME, 302, location, 0))
                .isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://exportcomments.com/y",
                "https://www.exportcomments.com/y",
                "https://exportcomments.com:8443/y",
                "https://exportcomments.com.evil.example/y",
                "//evil.example/y"
            })
    void aReadingIsNotFollowedElsewhere(String location) {
        assertThatThrownBy(() -> policy.follow(context(Operation.GET), HOME, 302, location, 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("where the token must not go");
    }

    @Test
    void aFileIsFollowedElsewhereButNotInTheClear() {
        ErrorContext file = context(Operation.FILE);

        assertThat(policy.follow(file, HOME, 302, "https://cdn.example/y", 0))
                .isEqualTo(URI.create("https://cdn.example/y"));
        assertThatThrownBy(() -> policy.follow(file, HOME, 302, "http://cdn.example/y?signature=1", 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a redirect to http://cdn.example, which is not secure");
    }

    @Test
    void aHostOfAnyScriptIsFollowedByItsAsciiName() {
        assertThat(policy.follow(context(Operation.FILE), HOME, 302, "https://b\u00fccher.example/\u00e4", 0))
                .isEqualTo(URI.create("https://xn--bcher-kva.example/%C3%A4"));
        assertThat(policy.follow(context(Operation.FILE), HOME, 302, "//b\u00c3\u00bccher.example/y", 0))
                .isEqualTo(URI.create("https://xn--bcher-kva.example/y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@exportcomments.com/y",
                "https://user@b\u00fccher.example/y",
                "https:\\\\evil.example",
                "https:///y",
                "mailto:a@b",
                "http://[zz]/"
            })
    void whatIsNoUsableAddressIsRefused(String location) {
        assertThatThrownBy(() -> policy.follow(context(Operation.FILE), HOME, 302, location, 0))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a redirect to no usable address");
    }

    @Test
    void theFifthIsFollowedAndTheSixthIsNot() {
        assertThat(policy.follow(context(Operation.GET), HOME, 302, "/y", 4)).isNotNull();
        assertThatThrownBy(() -> policy.follow(context(Operation.GET), HOME, 302, "/y", 5))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static ErrorContext context(Operation operation) {
        return ErrorContext.of(operation, null);
    }
}
