package io.exportcomments.transport.http.spi;

import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange breaks, in the same words on every transport. None of them names an address, so nothing secret is in
 * them.
 */
public enum ConnectionTrouble {
    /** No address for the host's name. */
    HOST_NOT_FOUND("the host was not found"),
    /** Nobody listens there, or there is no way to it. */
    NOT_CONNECTED("no connection could be made"),
    /** TLS: the certificate, the protocol, or the handshake. */
    NOT_SECURED("no secure connection could be made"),
    /** The connection ended before the answer began. */
    BROKEN("the connection broke"),
    /** The connection ended in the middle of the answer. */
    CUT("the answer broke off"),
    /** What came is no HTTP. */
    NOT_HTTP("the answer was not HTTP");

    private final String words;

    ConnectionTrouble(String words) {
        this.words = words;
    }

    /** The error that a caller gets; it says of the cause what can be said in a few words. */
    public ConnectionException error(ErrorContext context, Sent sent, @Nullable Throwable cause) {
        String reason = cause == null || this == BROKEN || this == CUT ? null : reason(cause);
        return new ConnectionException(
                cause == null ? context : told(context, cause),
                sent,
                false,
                reason == null ? words : words + ": " + reason,
                cause);
    }

    /** What a proxy answered, where that tells what to do. */
    private static ErrorContext told(ErrorContext context, Throwable cause) {
        return ExchangeProgress.causes(cause)
                .filter(e -> e instanceof ProxyRefusedException proxy && proxy.asksForLogin())
                .map(e -> context.answered(((ProxyRefusedException) e).status(), null, null)
                        .byIntermediary())
                .findFirst()
                .orElse(context);
    }

    /** In own words, as libraries have each their own, and quote names and bytes. */
    private static @Nullable String reason(Throwable failure) {
        return ExchangeProgress.causes(failure)
                .map(ConnectionTrouble::said)
                .filter(said -> said != null)
                .reduce((outer, inner) -> inner)
                .orElse(null);
    }

    private static @Nullable String said(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof ProxyRefusedException) {
            return text;
        } else if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return "the server's certificate is not valid today";
        } else if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "the server's certificate is not trusted";
        } else if (cause instanceof SSLPeerUnverifiedException
                || (cause instanceof CertificateException && text.startsWith("No "))) {
            return "the server's certificate is for another host";
        } else if (cause instanceof SSLException
                && text.matches("(?i).*(unrecognized SSL message|not an SSL/TLS record).*")) {
            return "the server does not speak TLS there";
        } else if (cause instanceof SSLException && text.contains("fatal alert")) {
            return "the server refused the handshake";
        } else if (cause instanceof NoRouteToHostException) {
            return "there is no way to the host";
        } else if (cause instanceof RejectedExecutionException) {
            return "the threads of the HTTP client take no task";
        }
        return cause instanceof ConnectException && text.contains("refused") ? "the connection was refused" : null;
    }

    /** The error for a connection that was not open in time; nothing was sent. */
    public static ConnectionException notConnectedWithin(
            Duration time, ErrorContext context, @Nullable Throwable cause) {
        return new ConnectionException(
                context, Sent.NO, true, "no connection came about within " + seconds(time), cause);
    }

    /** The error for an exchange that was not over in time, and for a pause in a file's body that was too long. */
    public static ConnectionException notAnsweredWithin(
            Duration time, ErrorContext context, Sent sent, @Nullable Throwable cause) {
        return new ConnectionException(context, sent, true, "no answer came within " + seconds(time), cause);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? time.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.3f s", time.toMillis() / 1000.0);
    }
}
