package io.exportcomments.transport.vertx.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands answers to the threads that read them. To wake a thread costs more than to read a short answer, so all that
 * come in one turn of the event loop are handed over together, at its end: then a short body is there, too. What the
 * program does with an answer may block, and must not hold up the others for long: where it does, each of those gets a
 * thread of its own. For the home context only.
 */
final class AnswerHandover {
    /** How often it is looked whether a thread is held up. */
    private static final Duration STALL = Duration.ofMillis(5);

    private final VertxStack stack;
    private final List<AnswerBatch> watched = new ArrayList<>();
    private @Nullable List<VertxSend> gathered;

    AnswerHandover(VertxStack stack) {
        this.stack = stack;
    }

    void add(VertxSend answer) {
        List<VertxSend> open = gathered;
        if (open == null) {
            open = new ArrayList<>();
            gathered = open;
            stack.atHome(this::handOver);
        }
        open.add(answer);
    }

    private void handOver() {
        List<VertxSend> all = gathered == null ? List.of() : gathered;
        gathered = null;
        AnswerBatch batch = new AnswerBatch();
        for (VertxSend answer : all) {
            if (!answer.isReadByItsCaller()) {
                batch.add(answer);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        batch.start(stack.threads());
        if (all.size() > 1) {
            watch(batch);
        }
    }

    private void watch(AnswerBatch batch) {
        watched.add(batch);
        if (watched.size() == 1) {
            lookLater();
        }
    }

    private void lookLater() {
        long ignored = stack.later(STALL, this::look);
    }

    private void look() {
        watched.removeIf(AnswerBatch::isTaken);
        watched.forEach(batch -> batch.spreadIfStuck(stack.threads()));
        if (!watched.isEmpty()) {
            lookLater();
        }
    }
}
