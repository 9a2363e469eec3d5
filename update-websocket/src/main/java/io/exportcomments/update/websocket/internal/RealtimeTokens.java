package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.UpdateContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The token of the realtime connection: fetched when it is needed, kept while it is good. Used in the executor's tasks only. */
final class RealtimeTokens {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final UpdateContext context;
    private final SerialExecutor executor;
    private @Nullable SocketToken token;
    private boolean bounded;
    private long goodUntil;
    private @Nullable CompletableFuture<SocketToken> fetching;

    RealtimeTokens(UpdateContext context, SerialExecutor executor) {
        this.context = context;
        this.executor = executor;
    }

    /** Gives the token at hand, if it is good, else a new one. */
    void get(Consumer<SocketToken> onToken, Consumer<Throwable> onError) {
        SocketToken mine = token;
        if (mine != null && !(bounded && context.timekeeper().nanoTime() - goodUntil >= 0)) {
            onToken.accept(mine);
        } else {
            fetch(onToken, onError);
        }
    }

    /** Gives a new token; what was asked for before is no longer waited for. */
    void fetch(Consumer<SocketToken> onToken, Consumer<Throwable> onError) {
        cancel();
        CompletableFuture<SocketToken> mine = context.transport().socketToken();
        fetching = mine;
        mine.whenComplete((fetched, error) -> executor.execute(() -> {
            if (fetching != mine) {
                return;
            }
            fetching = null;
            if (error == null) {
                token = fetched;
                bounded = false;
                onToken.accept(fetched);
            } else {
                onError.accept(Failures.unwrap(error));
            }
        }));
    }

    /** Notes how long the token at hand is good. */
    void goodFor(Duration time) {
        bounded = true;
        goodUntil = context.timekeeper().nanoTime() + time.minus(MARGIN).toNanos();
    }

    /** The token at hand is not good. */
    void drop() {
        token = null;
    }

    /** Stops fetching. */
    void cancel() {
        CompletableFuture<SocketToken> mine = fetching;
        fetching = null;
        if (mine != null) {
            mine.cancel(true);
        }
    }
}
