package io.exportcomments.transport.retrofit;

import io.exportcomments.codec.moshi.http.ConnectionTrouble;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.zip.DataFormatException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in core's errors what broke in OkHttp. */
final class Failures {
    private Failures() {}

    static ExportCommentsException of(Exchange exchange, Throwable failure) {
        ConnectionException timedOut = exchange.timedOut();
        if (timedOut != null) {
            return timedOut;
        }
        Throwable cause = unwrapped(failure);
        if (cause instanceof ExportCommentsException known) {
            return known;
        }
        return cause instanceof IOException broken && !isBadCompression(broken)
                ? ofConnection(exchange, broken)
                : new UnreadableAnswerException(exchange.context(), "", cause);
    }

    /** Okio has no type for bytes that are no gzip. */
    private static boolean isBadCompression(IOException failure) {
        return failure.getCause() instanceof DataFormatException
                || String.valueOf(failure.getMessage()).contains(" != expected ");
    }

    /** What broke while a file's body was read. */
    static ConnectionException ofBody(Exchange exchange, IOException failure) {
        return failure instanceof SocketTimeoutException
                ? ConnectionTrouble.notAnsweredWithin(
                        exchange.timeouts().attempt(), exchange.context(), Sent.MAYBE, failure)
                : ConnectionTrouble.CUT.error(exchange.context(), Sent.MAYBE, quotable(failure));
    }

    /** A WebSocket broke that was open. */
    static ConnectionException ofSocket(Exchange exchange, Throwable failure) {
        IOException cause = failure instanceof IOException broken ? quotable(broken) : null;
        return ConnectionTrouble.BROKEN.error(exchange.context(), Sent.MAYBE, cause);
    }

    /** OkHttp's message quotes what is no HTTP: whatever the other side sent, be it the token. */
    private static @Nullable IOException quotable(IOException failure) {
        return failure instanceof ProtocolException ? null : failure;
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean carried = failure instanceof Wire.BrokenException || failure instanceof Conversation.RefusedException;
        Throwable cause = failure.getCause();
        return carried && cause != null ? cause : failure;
    }

    private static ConnectionException ofConnection(Exchange exchange, IOException failure) {
        ErrorContext context = exchange.context();
        Sent sent = exchange.sent();
        if (failure instanceof SocketTimeoutException) {
            return sent == Sent.NO
                    ? ConnectionTrouble.notConnectedWithin(exchange.timeouts().connect(), context, failure)
                    : ConnectionTrouble.notAnsweredWithin(exchange.timeouts().attempt(), context, sent, failure);
        }
        return trouble(exchange, failure).error(context, sent, quotable(failure));
    }

    private static ConnectionTrouble trouble(Exchange exchange, IOException failure) {
        if (exchange.isAnswered()) {
            return ConnectionTrouble.CUT;
        }
        if (exchange.sent() == Sent.MAYBE) {
            return failure instanceof ProtocolException ? ConnectionTrouble.NOT_HTTP : ConnectionTrouble.BROKEN;
        }
        if (failure instanceof UnknownHostException) {
            return ConnectionTrouble.HOST_NOT_FOUND;
        }
        return failure instanceof SSLException ? ConnectionTrouble.NOT_SECURED : ConnectionTrouble.NOT_CONNECTED;
    }
}
