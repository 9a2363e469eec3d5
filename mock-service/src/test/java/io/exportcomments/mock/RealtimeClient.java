package io.exportcomments.mock;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A realtime client made of the JDK's; what comes is read message by message. */
final class RealtimeClient implements WebSocket.Listener, AutoCloseable {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Buffer> frames = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private Buffer bytes = Buffer.buffer();
    private final WebSocket socket;

    RealtimeClient(MockService mock, @Nullable String subprotocol) {
        this(mock.realtime().url(), subprotocol);
    }

    RealtimeClient(URI address, @Nullable String subprotocol) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
        if (subprotocol != null) {
            builder.subprotocols(subprotocol);
        }
        this.socket = builder.buildAsync(address, this).join();
    }

    static RealtimeClient json(MockService mock) {
        return new RealtimeClient(mock, null);
    }

    /** A client that is connected already. */
    static RealtimeClient connected(MockService mock) {
        RealtimeClient client = json(mock);
        client.connect(mock.realtime().token());
        return client;
    }

    JsonObject connect(String token) {
        return ask("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void send(String frame) {
        socket.sendText(frame, true).join();
    }

    void send(Buffer frame) {
        socket.sendBinary(ByteBuffer.wrap(frame.getBytes()), true).join();
    }

    JsonObject ask(String frame) {
        send(frame);
        return new JsonObject(next());
    }

    /** The next message, or how the connection ended: {@code closed 3501 bad request} or {@code failed}. */
    String next() {
        return taken(lines);
    }

    /** The next frame of text, whole. */
    String nextTextFrame() {
        return taken(texts);
    }

    Buffer nextFrame() {
        return taken(frames);
    }

    boolean silentFor(Duration time) {
        try {
            return lines.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T taken(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came in 10 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.toString().lines().forEach(lines::add);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.appendBytes(part);
        if (last) {
            frames.add(bytes);
            bytes = Buffer.buffer();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lines.add("closed " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lines.add(error instanceof IOException ? "failed" : error.toString());
    }

    @Override
    public void close() {
        socket.abort();
    }
}
