package io.exportcomments.transport.retrofit.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many messages may be read and not yet heard. A reader that has to wait goes on when half of them are heard: to be
 * woken for each would cost more than the message. For one reader at a time; otherwise thread-safe.
 */
final class MessageWindow {
    private final int size;
    private final AtomicInteger unheard = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private volatile boolean waiting;

    MessageWindow(int size) {
        this.size = size;
    }

    /** Makes room for a message, which may have to be waited for. */
    void acquire() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (unheard.get() >= size) {
            await();
        }
        unheard.incrementAndGet();
    }

    private void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting = true;
            while (unheard.get() > size / 2) {
                heard.await();
            }
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** A message was heard. */
    void release() {
        if (unheard.decrementAndGet() <= size / 2 && waiting) {
            lock.lock();
            try {
                heard.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
