package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The calls of one session that are in progress, by the id of their request, so that the client can cancel them: the
 * SDK's sessions pass that notification over. Thread-safe.
 */
final class RunningCalls {
    static final String CANCELLED = "notifications/cancelled";

    private static final System.Logger LOG = System.getLogger("io.exportcomments.mcp");

    private final Semaphore room;
    private final Set<Disposable> calls = ConcurrentHashMap.newKeySet();
    private final Map<Object, Disposable> unanswered = new ConcurrentHashMap<>();

    /**
     * No calls yet.
     *
     * @param room how many more may run, in all sessions together
     */
    RunningCalls(Semaphore room) {
        this.room = room;
    }

    /**
     * Starts a call. When it is cancelled, all that it does is, down to the exchange with the service. One whose id is
     * that of a call without an answer was sent twice, as some HTTP clients do when a connection breaks: done again, it
     * could cost a second export.
     *
     * @return why it was not started; null if it was
     */
    @Nullable ProtocolError start(Object id, Mono<Void> work) {
        if (!room.tryAcquire()) {
            return ProtocolError.BUSY;
        }
        Disposable.Swap call = Disposables.swap();
        if (unanswered.putIfAbsent(id, call) != null) {
            room.release();
            return ProtocolError.TWICE;
        }
        calls.add(call);
        call.update(work.doFinally(end -> over(id, call)).subscribe(nothing -> {}, RunningCalls::broken));
        return null;
    }

    private void over(Object id, Disposable call) {
        unanswered.remove(id, call);
        calls.remove(call);
        room.release();
    }

    /** A call is about to be answered: whoever reads that may use its id for the next one. */
    void answering(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse response && response.id() != null) {
            unanswered.remove(response.id());
        }
    }

    /** What fails here could not be answered: the connection is gone. */
    static void broken(Throwable error) {
        LOG.log(System.Logger.Level.DEBUG, "A call could not be answered", error);
    }

    /** Whether this is a cancellation; then it was obeyed. */
    boolean cancels(JSONRPCNotification notification) {
        if (!CANCELLED.equals(notification.method())) {
            return false;
        }
        if (notification.params() instanceof Map<?, ?> fields && fields.get("requestId") != null) {
            Disposable call = unanswered.get(fields.get("requestId"));
            if (call != null) {
                call.dispose();
            }
        }
        return true;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Cancels all. */
    void cancelAll() {
        calls.forEach(Disposable::dispose);
    }
}
