package io.exportcomments.update.websocket;

import io.exportcomments.port.SocketToken;
import io.exportcomments.port.UpdateContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The token of the realtime connection: fetched when it is needed, kept while it is good. Used in turns only. */
final class Tokens {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final UpdateContext context;
    private final Turns turns;
    private @Nullable SocketToken token;
    private boolean bounded;
    private long goodUntil;
    private @Nullable CompletableFuture<SocketToken> fetching;

    Tokens(UpdateContext context, Turns turns) {
        this.context = context;
        this.turns = turns;
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
        mine.whenComplete((fetched, error) -> turns.post(() -> {
            if (fetching != mine) {
                return;
            }
            fetching = null;
            if (error == null) {
                token = fetched;
                bounded = false;
                onToken.accept(fetched);
            } else {
                onError.accept(unwrapped(error));
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

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
