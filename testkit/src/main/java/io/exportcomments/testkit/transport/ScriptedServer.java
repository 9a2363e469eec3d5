package io.exportcomments.testkit.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server of raw sockets on loopback that does to each request what the script says, down to the byte, and
 * remembers what came. Thread-safe.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int BACKLOG = 100;

    private final String scheme;
    private final ServerSocket listener;
    private final Object lock = new Object();
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable Reply greeting;

    private ScriptedServer(String scheme, ServerSocket listener) {
        this.scheme = scheme;
        this.listener = listener;
    }

    /** A server on a free port. Without a script it answers 500. */
    public static ScriptedServer start() {
        try {
            return started("http", new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that speaks TLS, on a free port. */
    public static ScriptedServer startSecure(TlsIdentity identity) {
        try {
            return started(
                    "https",
                    identity.serverContext()
                            .getServerSocketFactory()
                            .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that speaks TLS and wants clients to show its own certificate, on a free port. */
    static ScriptedServer startMutual(TlsIdentity identity) {
        try {
            SSLServerSocket listener = (SSLServerSocket) identity.mutualContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            listener.setNeedClientAuth(true);
            return started("https", listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedServer started(String scheme, ServerSocket listener) {
        ScriptedServer server = new ScriptedServer(scheme, listener);
        server.run("scripted-server-" + listener.getLocalPort(), server::accept);
        return server;
    }

    /** Where it listens. */
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** The script: one reply for each request in turn, the last one for all that follow. */
    public void reply(Reply... replies) {
        synchronized (lock) {
            script.clear();
            script.addAll(List.of(replies));
        }
    }

    /** What is done to a connection when it is made, before any request is read. */
    public void greet(Reply reply) {
        synchronized (lock) {
            greeting = reply;
        }
    }

    /** The requests so far. */
    public List<ReceivedRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** The only request that came. */
    public ReceivedRequest request() {
        List<ReceivedRequest> all = requests();
        if (all.size() != 1) {
            throw new AssertionError("One request should have come, not " + all);
        }
        return all.get(0);
    }

    /** How many connections were made so far. */
    public int connections() {
        synchronized (lock) {
            return peers.size();
        }
    }

    /** How many connections are open now. */
    public int openConnections() {
        synchronized (lock) {
            return (int) peers.stream().filter(Peer::isOpen).count();
        }
    }

    /** A connection by its number, from 1. */
    public Peer connection(int number) {
        synchronized (lock) {
            return peers.get(number - 1);
        }
    }

    /** Waits until so many requests have come. */
    public void awaitRequests(int count) {
        await(() -> requests.size() >= count, count + " requests");
    }

    /** Waits until so many connections were made. */
    public void awaitConnections(int count) {
        await(() -> peers.size() >= count, count + " connections");
    }

    /** Waits until each connection is over, by whichever side. */
    public void awaitNoConnection() {
        await(() -> peers.stream().noneMatch(Peer::isOpen), "the end of all connections");
    }

    /** Waits until a connection is over. */
    public void awaitEnd(int number) {
        await(() -> peers.size() >= number && !peers.get(number - 1).isOpen(), "the end of connection " + number);
    }

    private void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + BOUND.toNanos();
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("Waited for " + what + "; came: " + requests + ", connections: "
                            + peers.stream().map(Peer::isOpen).toList());
                }
                try {
                    lock.wait(50);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                synchronized (lock) {
                    Peer peer = new Peer(socket, peers.size() + 1);
                    peers.add(peer);
                    lock.notifyAll();
                    run("scripted-connection-" + peer.number(), () -> serve(peer));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Peer peer) {
        try (peer) {
            Reply first;
            synchronized (lock) {
                first = greeting;
            }
            if (first != null) {
                first.to(new ReceivedRequest("", "", java.util.Map.of(), "", peer.number()), peer);
            }
            while (peer.isOpen()) {
                ReceivedRequest request = peer.read();
                if (request == null) {
                    return;
                }
                taken(request).to(request, peer);
            }
        } catch (IOException e) {
            // The client is gone, or the script closed the connection: the end of it either way.
        } finally {
            synchronized (lock) {
                lock.notifyAll();
            }
        }
    }

    private Reply taken(ReceivedRequest request) {
        synchronized (lock) {
            requests.add(request);
            lock.notifyAll();
            Reply reply = script.size() > 1 ? script.poll() : script.peek();
            return reply == null ? Reply.json(500, "{\"detail\":\"the script is empty\"}") : reply;
        }
    }

    private void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        synchronized (lock) {
            threads.add(thread);
        }
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            List<Peer> open;
            List<Thread> running;
            synchronized (lock) {
                open = List.copyOf(peers);
                running = List.copyOf(threads);
            }
            for (Peer peer : open) {
                peer.close();
            }
            for (Thread thread : running) {
                thread.join(BOUND.toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
