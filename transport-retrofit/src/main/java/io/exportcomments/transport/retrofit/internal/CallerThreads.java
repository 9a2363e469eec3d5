package io.exportcomments.transport.retrofit.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for their calls, and carry them meanwhile, which saves the way to another thread and back. They do
 * so on connections that are there, and take their places from the dispatcher's, so that all calls together stay within
 * its limit. Thread-safe.
 */
final class CallerThreads {
    private final Dispatcher dispatcher;
    private final ConnectionPool connections;
    private final Executor others;
    private final int places;

    @SuppressWarnings("ThreadLocalUsage") // Each transport has its own; a value is removed by whoever sets it.
    private final ThreadLocal<@Nullable CallerThread> current = new ThreadLocal<>();

    private final AtomicInteger taken = new AtomicInteger();
    /** How often the dispatcher was to be told of its places since one thread began to tell it. */
    private final AtomicInteger changes = new AtomicInteger();

    private volatile boolean closed;

    CallerThreads(Dispatcher dispatcher, ConnectionPool connections, Executor others) {
        this.dispatcher = dispatcher;
        this.connections = connections;
        this.others = others;
        places = dispatcher.getMaxRequests();
    }

    /** The calling thread, if a call starts on it or is carried by it; null if it is none of a caller who waits. */
    @Nullable CallerThread current() {
        return current.get();
    }

    /** Starts a call, and carries it if it is sent by then. */
    <T> CompletableFuture<T> startHere(Supplier<CompletableFuture<T>> start) {
        if (current.get() != null || connections.idleConnectionCount() == 0 || !take()) {
            return start.get();
        }
        CallerThread caller = new CallerThread(others);
        current.set(caller);
        try {
            CompletableFuture<T> call = start.get();
            caller.carry(call);
            return call;
        } finally {
            current.remove();
            free();
        }
    }

    /** At most half of the places: the calls of those who don't wait need some. */
    private boolean take() {
        int before = taken.get();
        while (!closed && 2 * before < places && dispatcher.runningCallsCount() + before < places) {
            if (taken.compareAndSet(before, before + 1)) {
                tellOfTaking();
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    private void tellOfTaking() {
        boolean told = false;
        try {
            tellDispatcher();
            told = true;
        } finally {
            if (!told) {
                taken.decrementAndGet();
            }
        }
    }

    private void free() {
        taken.decrementAndGet();
        tellDispatcher();
        if (closed) {
            connections.evictAll();
        }
    }

    /**
     * Tells the dispatcher how many places are its own, by one thread at a time: so the last word is the right one. No
     * lock is held: it starts calls that waited for a place, and fails them where it can't. It throws where not even a
     * thread can be had; the next one tells it anew then.
     */
    private void tellDispatcher() {
        if (changes.getAndIncrement() != 0) {
            return;
        }
        int told = 1;
        try {
            do {
                dispatcher.setMaxRequests(places - taken.get());
                told = changes.addAndGet(-told);
            } while (told != 0);
        } finally {
            if (told != 0) {
                changes.set(0);
            }
        }
    }

    /** The addresses of a host; a caller's thread does not look them up itself. */
    List<InetAddress> lookUp(Dns names, String host) throws UnknownHostException {
        CallerThread caller = current.get();
        return caller == null ? names.lookup(host) : caller.lookUp(names, host);
    }

    /** What callers still carry was cancelled before; the connection of one that was answered just now is not kept. */
    void close() {
        closed = true;
    }
}
