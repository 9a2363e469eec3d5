package io.exportcomments.transport.vertx.internal;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.transport.http.spi.ConnectionTrouble;
import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.HttpSession;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;

/** Says in core's errors why a WebSocket did not open. */
final class UpgradeFailure {
    private UpgradeFailure() {}

    static Throwable of(Throwable failure, HttpSession session, ExchangeProgress progress) {
        if (failure instanceof UpgradeRejectedException refused && refused.getStatus() != 101) {
            return refusal(refused, session);
        }
        if (failure instanceof UpgradeRejectedException || failure instanceof WebSocketHandshakeException) {
            return new UnreadableAnswerException(
                    ErrorContext.NONE.answered(101, null, "the handshake was not accepted"), "", null);
        }
        return unanswered(failure, session, progress);
    }

    private static Throwable refusal(UpgradeRejectedException refused, HttpSession session) {
        Buffer said = refused.getBody();
        String retryAfter =
                refused.getHeaders() == null ? null : refused.getHeaders().get("Retry-After");
        return session.codec()
                .errorFor(
                        ErrorContext.NONE,
                        refused.getStatus(),
                        retryAfter,
                        said == null ? new byte[0] : said.getBytes(),
                        Instant.now());
    }

    /** Vert.x does not say how far it was, but of how it failed it can be told. */
    private static Throwable unanswered(Throwable failure, HttpSession session, ExchangeProgress progress) {
        List<Throwable> causes = ExchangeProgress.causes(failure).toList();
        if (causes.stream().anyMatch(UpgradeFailure::isTimeout)) {
            return ConnectionTrouble.notConnectedWithin(session.timeouts().connect(), ErrorContext.NONE, failure);
        }
        if (causes.stream().noneMatch(UpgradeFailure::meansUnconnected)) {
            return progress.failure(VertxFailures.safe(failure));
        }
        progress.connecting();
        return progress.failure(VertxFailures.refusedByProxy(failure));
    }

    private static boolean isTimeout(Throwable failure) {
        return failure.getClass().getSimpleName().matches("(Connect|SslHandshake)TimeoutException")
                || VertxFailures.isProxyTimeout(failure);
    }

    private static boolean meansUnconnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException
                || failure instanceof SSLException;
    }
}
