package io.exportcomments.mcp.internal.protocol;

import com.sun.net.httpserver.HttpServer;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sessions over streamable HTTP, at an address that this machine alone can reach. A request that takes long is answered
 * by a stream of events; there is no stream outside of requests. Thread-safe.
 */
public final class HttpSessions implements McpStreamableServerTransportProvider {
    private static final int MOST_SESSIONS = 64;
    private static final int MOST_CALLS = 24;
    /** More than there are calls, so that a cancellation always finds one. */
    private static final int THREADS = 32;

    private static final int IDLE_SECONDS = 30;

    private final MessageJson json;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(MOST_CALLS);
    private final Map<String, OpenSession> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private McpStreamableServerSession.@Nullable Factory factory;
    private boolean closed;

    /**
     * Takes the port; nothing is served before {@link #start()}.
     *
     * @param port 0 for any free one
     * @throws IOException if it can't be had
     */
    public HttpSessions(MessageJson json, int port) throws IOException {
        this.json = json;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = pool();
        server.setExecutor(threads);
    }

    private static ExecutorService pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "exportcomments-mcp-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public List<String> protocolVersions() {
        return ProtocolNames.VERSIONS;
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory newFactory) {
        factory = newFactory;
    }

    /** Begins to serve. */
    public void start() {
        server.createContext("/", new HttpMessages(json, this));
        server.start();
    }

    /** Where messages are posted. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create(
                "http://" + (host.indexOf(':') < 0 ? host : "[::1]") + ":" + bound.getPort() + ProtocolNames.PATH);
    }

    /** Opens a session; where there are too many, one that nobody waits for ends. */
    McpStreamableServerSession.McpStreamableServerSessionInit open(InitializeRequest request) {
        var opened = Objects.requireNonNull(factory, "the server comes first").startSession(request);
        OpenSession eldest = null;
        synchronized (sessions) {
            sessions.put(opened.session().getId(), new OpenSession(opened.session(), new RunningCalls(room)));
            if (sessions.size() > MOST_SESSIONS) {
                eldest = sessions.remove(leastNeeded());
            }
        }
        if (eldest != null) {
            eldest.close();
        }
        return opened;
    }

    /** Of those without a call the one that was not used for longest; there are more sessions than calls. */
    private String leastNeeded() {
        return sessions.entrySet().stream()
                .filter(each -> each.getValue().calls().isEmpty())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The session of this id; null if there is none, or no longer. */
    @Nullable OpenSession find(@Nullable String id) {
        synchronized (sessions) {
            return id == null ? null : sessions.get(id);
        }
    }

    /** Ends a session; false if there is none. */
    boolean end(@Nullable String id) {
        OpenSession ended;
        synchronized (sessions) {
            ended = id == null ? null : sessions.remove(id);
        }
        if (ended != null) {
            ended.close();
        }
        return ended != null;
    }

    boolean isClosed() {
        synchronized (sessions) {
            return closed;
        }
    }

    /** There is no stream for what belongs to no request. */
    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    /** Cancels what is in progress, and gives the port back. Closing twice is fine. */
    @Override
    public void close() {
        List<OpenSession> open;
        synchronized (sessions) {
            closed = true;
            open = List.copyOf(sessions.values());
            sessions.clear();
        }
        open.forEach(OpenSession::close);
        server.stop(0);
        threads.shutdownNow();
    }
}
