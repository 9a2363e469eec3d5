package io.exportcomments.transport.vertx;

import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.port.Timeouts;
import io.vertx.core.http.HttpClosedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in core's errors what broke in Vert.x. */
final class Failures {
    private Failures() {}

    /** No connection came about. */
    static ConnectionException ofConnecting(ErrorContext context, Timeouts timeouts, Throwable failure) {
        if (isTimeout(failure)) {
            return ConnectionTrouble.notConnectedWithin(timeouts.connect(), context, failure);
        }
        return trouble(failure).error(context, Sent.NO, failure);
    }

    private static boolean isTimeout(Throwable failure) {
        return find(failure, java.net.ConnectException.class)
                        .filter(e -> e.getClass().getSimpleName().equals("ConnectTimeoutException"))
                        .isPresent()
                || find(failure, SocketTimeoutException.class).isPresent()
                || find(failure, SSLException.class)
                        .filter(e -> e.getClass().getSimpleName().equals("SslHandshakeTimeoutException"))
                        .isPresent();
    }

    private static ConnectionTrouble trouble(Throwable failure) {
        if (find(failure, UnknownHostException.class).isPresent()) {
            return ConnectionTrouble.HOST_NOT_FOUND;
        }
        return find(failure, SSLException.class).isPresent()
                ? ConnectionTrouble.NOT_SECURED
                : ConnectionTrouble.NOT_CONNECTED;
    }

    /** A WebSocket did not come about: Vert.x does not say how far it was, but of how it failed it can be told. */
    static ExportCommentsException ofOpening(ErrorContext context, Timeouts timeouts, Throwable failure) {
        boolean unconnected = isTimeout(failure)
                || find(failure, java.net.ConnectException.class).isPresent()
                || find(failure, java.net.NoRouteToHostException.class).isPresent()
                || find(failure, UnknownHostException.class).isPresent()
                || find(failure, SSLException.class).isPresent();
        return unconnected ? ofConnecting(context, timeouts, failure) : ofAnswering(context, failure);
    }

    /** The exchange broke after a part of the request may have been written, and before the answer's headers were there. */
    static ConnectionException ofAnswering(ErrorContext context, Throwable failure) {
        boolean broken = failure instanceof HttpClosedException
                || failure instanceof IOException
                || find(failure, io.vertx.core.VertxException.class).isPresent()
                || failure.getClass().getSimpleName().equals("PrematureChannelClosureException");
        // Netty quotes what it can't read, which is not for an error: only the trouble is told.
        return broken
                ? ConnectionTrouble.BROKEN.error(context, Sent.MAYBE, failure)
                : ConnectionTrouble.NOT_HTTP.error(context, Sent.MAYBE, null);
    }

    /** The body of an answer broke off. */
    static ConnectionException ofBody(ErrorContext context, Throwable failure) {
        boolean safe = failure instanceof HttpClosedException || failure instanceof IOException;
        return ConnectionTrouble.CUT.error(context, Sent.MAYBE, safe ? failure : null);
    }

    /** The whole body is there, but can't be read. */
    static ExportCommentsException ofReading(ErrorContext context, Throwable failure) {
        if (failure instanceof ExportCommentsException known) {
            return known;
        }
        return failure instanceof EOFException
                ? ConnectionTrouble.CUT.error(context, Sent.MAYBE, failure)
                : new UnreadableAnswerException(context, "", failure);
    }

    private static <E extends Throwable> Optional<E> find(@Nullable Throwable failure, Class<E> type) {
        return Stream.<Throwable>iterate(failure, e -> e != null, Throwable::getCause)
                .limit(10)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
