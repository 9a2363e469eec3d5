package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The last step before a request is written, and the place where OkHttp's own repeating ends. OkHttp may try the host's
 * next address as long as there is no connection; from here on a request is written once:
 *
 * <ul>
 *   <li>what breaks is given to OkHttp as a {@link ProtocolException}, the only kind that it never recovers from by
 *       itself;
 *   <li>an answer of 407, 408 or 503, for which OkHttp would ask again or fail, passes it under a status that it does
 *       not know;
 *   <li>a connection that was idle is looked at before it is used: if the service has closed it, nothing is written to
 *       it.
 * </ul>
 */
final class SendOnceInterceptor implements Interceptor {
    /** A look costs a millisecond, so a connection in constant use is spared. */
    private static final long IDLE_NANOS = Duration.ofMillis(100).toNanos();

    private static final long LOOK = Duration.ofMillis(1).toNanos();
    private static final int DISGUISE = 1000;

    private final Map<Connection, AtomicLong> lastUsed = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public Response intercept(Chain chain) throws IOException {
        OkHttpCall call = OkHttpCall.of(chain.request());
        SendListener listener = call.listener();
        Connection connection = Objects.requireNonNull(chain.connection(), "a network interceptor has a connection");
        listener.connected();
        AtomicLong before = lastUsed.get(connection);
        boolean shared =
                connection.protocol() == Protocol.HTTP_2 || connection.protocol() == Protocol.H2_PRIOR_KNOWLEDGE;
        if (before != null && !shared) {
            checkUsable(connection, System.nanoTime() - before.get(), call.connection());
        }
        if (!listener.sending(shared || before != null)) {
            throw new IOException("the time is up");
        }
        try {
            return disguised(AnswerLength.checked(chain.proceed(chain.request())));
        } catch (IOException e) {
            throw new BrokenException(e);
        } finally {
            used(connection, before);
        }
    }

    private void used(Connection connection, @Nullable AtomicLong before) {
        if (before == null) {
            lastUsed.put(connection, new AtomicLong(System.nanoTime()));
        } else {
            before.set(System.nanoTime());
        }
    }

    private static Response disguised(Response response) {
        boolean repeated = response.code() == 407 || response.code() == 408 || response.code() == 503;
        return repeated ? response.newBuilder().code(response.code() + DISGUISE).build() : response;
    }

    /** The answer as the service gave it. */
    static Response undisguised(Response response) {
        return response.code() < DISGUISE
                ? response
                : response.newBuilder().code(response.code() - DISGUISE).build();
    }

    private static void checkUsable(Connection connection, long idle, ConnectionChoice choice) throws IOException {
        long look = choice == ConnectionChoice.PROVEN ? Math.max(LOOK, ConnectionChoice.QUIET.toNanos() - idle) : LOOK;
        boolean spared = choice == ConnectionChoice.POOLED && idle < IDLE_NANOS;
        if (choice == ConnectionChoice.FRESH || (!spared && !isSilent(connection.socket(), look))) {
            throw new StaleConnectionException();
        }
    }

    /**
     * Whether the other side says nothing: an end, an error, or bytes that nobody asked for make a connection useless.
     */
    private static boolean isSilent(Socket socket, long nanos) {
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(nanos)));
            try {
                int ignored = socket.getInputStream().read();
                return false;
            } finally {
                socket.setSoTimeout(timeout);
            }
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The connection was closed by the service while it was idle; nothing was written to it. */
    static final class StaleConnectionException extends ProtocolException {
        private static final long serialVersionUID = 1;

        StaleConnectionException() {
            super("the connection was closed while it was idle");
        }
    }

    /** The exchange broke after a part of the request may have been written; the cause says how. */
    static final class BrokenException extends ProtocolException {
        private static final long serialVersionUID = 1;

        private final IOException failure;

        BrokenException(IOException failure) {
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
