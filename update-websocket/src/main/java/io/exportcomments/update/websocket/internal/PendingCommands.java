package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.internal.ServerMessage.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The commands of a session that have no answer yet, and the one timer that watches the oldest. Used in the executor's
 * tasks only.
 */
final class PendingCommands {
    private final Timekeeper timekeeper;
    private final Consumer<Command> onOverdue;
    private final RearmableTimer overdue;
    private final Map<Long, Pending> pending = new LinkedHashMap<>();

    private record Pending(Command command, Consumer<Reply> onReply, long deadline) {}

    /**
     * @param onOverdue hears of the first command that is not answered in time
     */
    PendingCommands(Timekeeper timekeeper, SerialExecutor executor, Consumer<Command> onOverdue) {
        this.timekeeper = timekeeper;
        this.onOverdue = onOverdue;
        this.overdue = new RearmableTimer(timekeeper, executor);
    }

    void add(long id, Command command, Duration bound, Consumer<Reply> onReply) {
        pending.put(id, new Pending(command, onReply, timekeeper.nanoTime() + bound.toNanos()));
        if (!overdue.isSet()) {
            watchOldest();
        }
    }

    void answered(Reply reply) {
        Pending answered = pending.remove(reply.id());
        if (answered != null) {
            answered.onReply().accept(reply);
        }
    }

    void clear() {
        pending.clear();
        overdue.clear();
    }

    /** All commands have the same bound, so the oldest is overdue first. */
    private void watchOldest() {
        if (!pending.isEmpty()) {
            long left = oldest().deadline() - timekeeper.nanoTime();
            overdue.set(Duration.ofNanos(left), this::checkOldest);
        }
    }

    private void checkOldest() {
        if (!pending.isEmpty() && oldest().deadline() - timekeeper.nanoTime() <= 0) {
            onOverdue.accept(oldest().command());
        } else {
            watchOldest();
        }
    }

    private Pending oldest() {
        return pending.values().iterator().next();
    }
}
