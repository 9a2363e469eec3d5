package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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
    private final Map<Object, Disposable> calls = new ConcurrentHashMap<>();

    /**
     * No calls yet.
     *
     * @param room how many more may run, in all sessions together
     */
    RunningCalls(Semaphore room) {
        this.room = room;
    }

    /**
     * Starts a call. When it is cancelled, all that it does is, down to the exchange with the service.
     *
     * @return false if too many are in progress, and this one was not started
     */
    boolean start(Object id, Mono<Void> work) {
        if (!room.tryAcquire()) {
            return false;
        }
        Disposable.Swap call = Disposables.swap();
        calls.put(id, call);
        call.update(work.doFinally(end -> {
                    calls.remove(id, call);
                    room.release();
                })
                .subscribe(nothing -> {}, RunningCalls::broken));
        return true;
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
            Disposable call = calls.get(fields.get("requestId"));
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
        calls.values().forEach(Disposable::dispose);
    }
}
