package io.exportcomments.cli.internal.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies below an error, told without a stack trace and without a secret. */
class FailureCauseTest {
    private static final ErrorContext PING = ErrorContext.of(Operation.PING, null);

    private static ExportCommentsException connection(Throwable cause) {
        return new ConnectionException(PING, Sent.NO, false, "no connection could be made", cause);
    }

    private static Throwable because(Throwable error, Throwable cause) {
        error.initCause(cause);
        return error;
    }

    private static Stream<Arguments> known() {
        String path = "unable to find valid certification path to requested target";
        return Stream.of(
                Arguments.of(
                        because(
                                new SSLHandshakeException("Failed to create SSL connection"),
                                new CertificateException(
                                        "PKIX path building failed", new CertPathBuilderException(path))),
                        "the server's certificate is not trusted (" + path + ")"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "the server does not speak TLS on this port"),
                Arguments.of(
                        new IOException("not an SSL/TLS record: 485454502f312e312034303020"),
                        "the server does not speak TLS on this port"),
                Arguments.of(
                        new SSLPeerUnverifiedException("Hostname a.example not verified:\n    certificate: sha256/x\n"),
                        "the server's certificate is for another host (Hostname a.example not verified: certificate: sha256/x)"),
                Arguments.of(
                        because(
                                new SSLHandshakeException("failed"),
                                new CertificateException("No name matching a.example found")),
                        "the server's certificate is for another host (No name matching a.example found)"),
                Arguments.of(
                        new IOException("Failed to authenticate with proxy"), "the proxy asks for a login (HTTP 407)"),
                Arguments.of(
                        new IOException(
                                "http, none, proxy/1.2.3.4:3128 => a.example:443, status: 407 Proxy Authentication Required"),
                        "the proxy asks for a login (HTTP 407)"),
                Arguments.of(
                        because(
                                new ConnectException("Failed to connect to /127.0.0.1:1"),
                                new ConnectException("Connection refused")),
                        "Connection refused"),
                Arguments.of(new IOException((String) null), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("known")
    void theCauseIsInTheLine(Throwable cause, String said) {
        assertThat(Outcome.of(connection(cause)).line()).endsWith(". Cause: " + said);
    }

    @Test
    void anErrorWithoutACauseHasNone() {
        assertThat(Outcome.of(connection(null)).line()).doesNotContain("ause");
        assertThat(FailureCause.chain(connection(null))).isEmpty();
    }

    @Test
    void whyNoSourceIsLeftIsSaid() {
        AuthenticationException why = new AuthenticationException(ErrorContext.of(Operation.SOCKET_TOKEN, null), null);
        assertThat(Outcome.of(new UpdatesUnavailableException(ErrorContext.of(JobGuid.of("a")), why))
                        .line())
                .endsWith(". Cause: " + why.getMessage());
    }

    @Test
    void theChainHasEachLinkOnceAndNoSecret() {
        Throwable cause = because(
                new IOException("GET https://user:pass@a.example/f.json?sig=SECRET#SECRET failed"),
                new IllegalArgumentException("Unexpected char 0x0a in Cookie: SECRET; b=SECRET\nand more"));
        assertThat(FailureCause.chain(connection(cause)))
                .containsExactly(
                        "IOException: GET https://***@a.example/f.json?*** failed",
                        "IllegalArgumentException: Unexpected char 0x0a in Cookie: ***");
    }

    @Test
    void aCircleOfCausesEnds() {
        IOException one = new IOException("one");
        because(one, because(new IOException("two"), one));
        assertThat(FailureCause.chain(connection(one))).containsExactly("IOException: one", "IOException: two");
    }
}
