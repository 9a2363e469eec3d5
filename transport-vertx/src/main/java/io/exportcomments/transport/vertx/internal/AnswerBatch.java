package io.exportcomments.transport.vertx.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers that one thread reads, one after the other, as long as none of them holds it up. Filled at home. */
final class AnswerBatch implements Runnable {
    private final List<VertxSend> answers = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private int seen;

    void add(VertxSend answer) {
        answers.add(answer);
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Whether each is taken by a thread. */
    boolean isTaken() {
        return taken.get() >= answers.size();
    }

    @Override
    public void run() {
        for (int next = taken.getAndIncrement(); next < answers.size(); next = taken.getAndIncrement()) {
            answers.get(next).read();
        }
    }

    /** Has them read by one thread. */
    void start(Executor threads) {
        try {
            threads.execute(this);
        } catch (RejectedExecutionException closed) {
            answers.forEach(VertxSend::abort);
        } catch (OutOfMemoryError noThread) {
            answers.forEach(answer -> answer.giveUp(noThread));
        }
    }

    /** Gives each of the rest a thread of its own, if none was taken since this was asked before; at home only. */
    void spreadIfStuck(Executor threads) {
        int now = taken.get();
        if (now != seen) {
            seen = now;
            return;
        }
        for (int next = taken.getAndIncrement(); next < answers.size(); next = taken.getAndIncrement()) {
            VertxSend answer = answers.get(next);
            try {
                threads.execute(answer::read);
            } catch (RejectedExecutionException closed) {
                answer.abort();
            } catch (OutOfMemoryError noThread) {
                answer.giveUp(noThread);
            }
        }
    }
}
