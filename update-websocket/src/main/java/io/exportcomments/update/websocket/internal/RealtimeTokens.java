package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Failures;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.UpdateContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The token of the realtime connection: fetched when it is needed, within its budget, and kept while it is good. Used
 * in the executor's tasks only.
 */
final class RealtimeTokens {
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final UpdateContext context;
    private final SerialExecutor executor;
    private final TokenBudget budget;
    private final RearmableTimer turn;
    private @Nullable SocketToken token;
    private boolean bounded;
    private long goodUntil;
    private @Nullable CompletableFuture<SocketToken> fetching;

    RealtimeTokens(UpdateContext context, SerialExecutor executor) {
        this.context = context;
        this.executor = executor;
        budget = new TokenBudget(context.timekeeper());
        turn = new RearmableTimer(context.timekeeper(), executor);
    }

    /** Gives the token at hand, if it is good, else a new one. */
    void get(Consumer<SocketToken> onToken, Consumer<Throwable> onError) {
        SocketToken mine = token;
        if (mine != null && isGood()) {
            onToken.accept(mine);
        } else {
            fetch(onToken, onError);
        }
    }

    /** How long until {@link #get} need not wait for its turn. */
    Duration untilReady() {
        return token != null && isGood() ? Duration.ZERO : budget.untilNext();
    }

    private boolean isGood() {
        return !bounded || context.timekeeper().nanoTime() - goodUntil < 0;
    }

    /** Gives a new token as soon as the budget allows; what was asked for before is no longer waited for. */
    void fetch(Consumer<SocketToken> onToken, Consumer<Throwable> onError) {
        cancel();
        Duration wait = budget.untilNext();
        if (wait.isZero()) {
            request(onToken, onError);
        } else {
            turn.set(wait, () -> request(onToken, onError));
        }
    }

    private void request(Consumer<SocketToken> onToken, Consumer<Throwable> onError) {
        budget.take();
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
                budget.pause(RequestedPause.of(error));
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
        turn.clear();
        CompletableFuture<SocketToken> mine = fetching;
        fetching = null;
        if (mine != null) {
            mine.cancel(true);
        }
    }
}
