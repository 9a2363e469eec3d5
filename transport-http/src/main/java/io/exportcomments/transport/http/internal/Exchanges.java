package io.exportcomments.transport.http.internal;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.transport.http.internal.Exchange.Reading;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.ContentCoding;
import io.exportcomments.transport.http.spi.HttpAnswer;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Starts an exchange for each operation, and reads answers for all of them alike. Thread-safe. */
public final class Exchanges {
    private final HttpSession session;
    private final HttpSender sender;
    private final RedirectPolicy redirects;
    private final String home;
    private final Map<String, String> reading;
    private final Map<String, String> writing;
    private final Map<String, String> fetching;
    private final AtomicInteger doubts = new AtomicInteger();
    private volatile int settledDoubts;
    private volatile boolean peerHangsUp;

    /** Exchanges that this sender carries. */
    public Exchanges(HttpSession session, HttpSender sender) {
        this.session = session;
        this.sender = sender;
        redirects = new RedirectPolicy(session.settings());
        home = session.settings().baseUrl().toString();
        String agent = session.settings().userAgent();
        reading = Map.of("Accept", "application/json", "Accept-Encoding", "gzip", "User-Agent", agent);
        writing = with(reading, "Content-Type", "application/json");
        // The length and the parts of a file are those of its bytes, so it must not come compressed.
        fetching = Map.of("Accept", "*/*", "Accept-Encoding", "identity", "User-Agent", agent);
    }

    HttpSession session() {
        return session;
    }

    HttpSender sender() {
        return sender;
    }

    RedirectPolicy redirects() {
        return redirects;
    }

    /** Asks, and reads the answer. */
    <T> CompletableFuture<T> ask(
            Operation operation,
            @Nullable JobGuid guid,
            String method,
            String target,
            byte @Nullable [] body,
            Decoding<T> decoding) {
        return start(ErrorContext.of(operation, guid), method, target, body, (exchange, answer) -> {
            int doubted = doubts.get();
            try (BufferedSource source = Okio.buffer(Okio.source(ContentCoding.decoded(answer)))) {
                try {
                    return decoding.decode(source, exchange.context().answered(answer.status(), null, null));
                } finally {
                    if (doubts.get() != doubted) {
                        // Before the body is closed, which would give the connection back to the pool.
                        exchange.abort();
                    }
                }
            }
        });
    }

    /** Asks for what has no answer but that it is done. */
    @SuppressWarnings("NullAway") // A Void has no other value than null.
    CompletableFuture<Void> tell(Operation operation, String method, String target) {
        return start(ErrorContext.of(operation, null), method, target, null, (exchange, answer) -> {
            answer.body().close();
            return null;
        });
    }

    private <T> CompletableFuture<T> start(
            ErrorContext context, String method, String target, byte @Nullable [] body, Reading<T> answer) {
        Operation operation = context.operation().orElseThrow();
        HttpRequest request = new HttpRequest(
                method,
                home,
                target,
                body == null ? reading : writing,
                session.settings().token(),
                body,
                connection(operation));
        return start(context, request, true, answer);
    }

    /** Opens a file; whoever gets it reads it. */
    CompletableFuture<RemoteFile> open(URI link, FileRange range) {
        Map<String, String> headers = new HashMap<>(fetching);
        putIfPresent(headers, "Range", FileAnswer.rangeHeader(range));
        putIfPresent(headers, "If-Range", FileAnswer.ifRangeHeader(range));
        return start(
                ErrorContext.of(Operation.FILE, null),
                addressed(Operation.FILE, "GET", link, headers, null),
                session.settings().isSameOrigin(link),
                new FileReading(session, range));
    }

    private record FileReading(HttpSession session, FileRange range) implements Reading<RemoteFile> {
        @Override
        public RemoteFile read(Exchange<RemoteFile> exchange, HttpAnswer answer) throws IOException {
            FileAnswer file = FileAnswer.of(exchange.context(), range, answer.status(), answer::header);
            return file.file(new FileStream(session, exchange, ContentCoding.decoded(answer), file.length()));
        }

        @Override
        public boolean wants(Exchange<RemoteFile> exchange, HttpAnswer answer) {
            try {
                FileAnswer.of(exchange.context(), range, answer.status(), answer::header);
                return true;
            } catch (UnreadableAnswerException e) {
                return false;
            }
        }
    }

    private <T> CompletableFuture<T> start(
            ErrorContext context, HttpRequest request, boolean atHome, Reading<T> answer) {
        int doubted = doubts.get();
        CompletableFuture<T> exchange = new Exchange<>(this, context, answer).start(request);
        if (doubted != settledDoubts && atHome) {
            exchange.thenRun(() -> settledDoubts = doubted);
        }
        return exchange;
    }

    /** A request to this address; the token goes along only to the base URL's origin. */
    HttpRequest addressed(
            Operation operation, String method, URI url, Map<String, String> headers, byte @Nullable [] body) {
        ApiToken token =
                session.settings().isSameOrigin(url) ? session.settings().token() : null;
        return new HttpRequest(method, url, headers, token, body, connection(operation));
    }

    private ConnectionChoice connection(Operation operation) {
        if (doubts.get() != settledDoubts) {
            return ConnectionChoice.FRESH;
        }
        ConnectionChoice unsafe = peerHangsUp ? ConnectionChoice.FRESH : ConnectionChoice.PROVEN;
        return operation.idempotent() ? ConnectionChoice.POOLED : unsafe;
    }

    /**
     * A request was lost on a connection that had carried others: from now on this is not risked for what can't be sent
     * again.
     */
    void peerHangsUp() {
        peerHangsUp = true;
    }

    /**
     * An answer was that of another request: a connection gives them in the wrong order. Until a request was answered
     * on a new connection, none is used that carried a request before.
     */
    void mistrustConnections() {
        doubts.incrementAndGet();
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return Map.copyOf(all);
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** Reads a value from an answer's body. */
    @FunctionalInterface
    interface Decoding<T> {
        T decode(BufferedSource source, ErrorContext context) throws IOException;
    }
}
