package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One session over two streams, such as standard input and output: a message in each line. It is over when the input
 * ends, the output breaks, or it is closed.
 */
public final class StreamSessions implements McpServerTransportProvider {
    private static final int MOST_CALLS = 32;
    private static final int ANSWERING_MILLIS = 5_000;
    private static final int STEP_MILLIS = 10;

    private final MessageJson json;
    private final LineInput input;
    private final LineOutput output;
    private final RunningCalls calls = new RunningCalls(new Semaphore(MOST_CALLS));
    private final Handshake handshake = new Handshake();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable McpServerSession session;

    /** A session over these streams, which stay open; nothing is read before {@link #start()}. */
    public StreamSessions(MessageJson json, InputStream input, OutputStream output) {
        this.json = json;
        this.input = new LineInput(input);
        this.output = new LineOutput(output, over::countDown);
    }

    @Override
    public List<String> protocolVersions() {
        return ProtocolNames.VERSIONS;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new StreamTransport(json, output, calls));
    }

    /** Begins to read. */
    public void start() {
        McpServerSession opened = Objects.requireNonNull(session, "the server comes first");
        Thread reader = new Thread(() -> read(opened), "exportcomments-mcp-in");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(McpServerSession opened) {
        try {
            for (boolean more = true; more && over.getCount() > 0; ) {
                more = readOne(opened);
            }
            awaitAnswers();
        } catch (IOException e) {
            System.getLogger("io.exportcomments.mcp").log(System.Logger.Level.DEBUG, "The input broke", e);
        } finally {
            over.countDown();
        }
    }

    private boolean readOne(McpServerSession opened) throws IOException {
        try {
            String line = input.next();
            if (line == null) {
                return false;
            }
            JSONRPCMessage message = json.message(line);
            if (message == null) {
                output.send(ProtocolError.UNREADABLE.json());
            } else {
                handle(opened, message);
            }
        } catch (CharacterCodingException e) {
            output.send(ProtocolError.UNREADABLE.json());
        } catch (LineInput.TooLongException e) {
            output.send(ProtocolError.TOO_LONG.json());
        }
        return true;
    }

    private void handle(McpServerSession opened, JSONRPCMessage message) {
        if (message instanceof JSONRPCNotification notification && calls.cancels(notification)) {
            return;
        }
        if (message instanceof JSONRPCRequest request) {
            handle(opened, request);
            return;
        }
        handshake.heard(message);
        opened.handle(message).subscribe(nothing -> {}, RunningCalls::broken);
    }

    private void handle(McpServerSession opened, JSONRPCRequest request) {
        if (!RequestParameters.fit(request)) {
            output.send(json.refusal(request.id(), ProtocolError.PARAMETERS));
            return;
        }
        switch (handshake.next(request)) {
            case ALIVE -> output.send(json.text(JSONRPCResponse.result(request.id(), Map.of())));
            case TOO_EARLY -> output.send(json.refusal(request.id(), ProtocolError.UNINITIALIZED));
            case READY_BY_IT -> {
                handle(opened, new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED));
                start(opened, request);
            }
            case READY -> start(opened, request);
        }
    }

    private void start(McpServerSession opened, JSONRPCRequest request) {
        ProtocolError refusal = calls.start(request.id(), opened.handle(request));
        if (refusal != null) {
            output.send(json.refusal(request.id(), refusal));
        }
    }

    /** What is asked just before the input ends is still answered, if that is quick. */
    private void awaitAnswers() {
        try {
            for (int waited = 0; !calls.isEmpty() && waited < ANSWERING_MILLIS; waited += STEP_MILLIS) {
                if (over.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the session is over. */
    public void awaitEnd() throws InterruptedException {
        over.await();
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        McpServerSession opened = session;
        return opened == null ? Mono.empty() : opened.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    /** Cancels the calls that are in progress, and ends the session. Closing twice is fine. */
    @Override
    public void close() {
        over.countDown();
        calls.cancelAll();
        output.close();
    }
}
