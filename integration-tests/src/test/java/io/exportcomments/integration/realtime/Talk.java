package io.exportcomments.integration.realtime;

import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The Centrifuge protocol by hand: commands as they are written, and what comes back, message by message. */
final class Talk implements SocketTransport.Listener {
    private static final long BOUND_SECONDS = 10;
    private static final String PING = "{}";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final SocketTransport.Socket socket;

    Talk(Transport transport, URI url) {
        this(transport, url, Map.of());
        expect("open");
    }

    /** A handshake with more headers, however it ends. */
    Talk(Transport transport, URI url, Map<String, String> headers) {
        socket = transport.sockets().open(url, headers, this);
    }

    void say(String json) {
        socket.send(json);
    }

    /** Connects, and gives the answer. */
    JsonObject connect(String token) {
        return connect(token, "{}");
    }

    /** Connects and recovers, and gives the answer. */
    JsonObject connect(String token, String subs) {
        say("{\"id\":1,\"connect\":{\"token\":\"" + token + "\",\"name\":\"interop\",\"subs\":" + subs + "}}");
        return json();
    }

    /** The next message; a ping is answered. */
    JsonObject json() {
        String next = next();
        if (next.equals(PING)) {
            say(PING);
            return json();
        }
        return new JsonObject(next);
    }

    /** The next publication's data. */
    JsonObject data() {
        return json().getJsonObject("push").getJsonObject("pub").getJsonObject("data");
    }

    void expect(String what) {
        String next = next();
        if (!next.equals(what)) {
            throw new AssertionError("Not " + what + ", but " + next);
        }
    }

    /** How the connection ends; what comes before is passed over. */
    String end() {
        String next = next();
        return next.startsWith("closed ") || next.startsWith("failed ") ? next : end();
    }

    String next() {
        try {
            String next = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing was heard any more");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    void cut() {
        socket.cut();
    }

    @Override
    public void onOpen(SocketTransport.Socket opened) {
        heard.add("open");
    }

    @Override
    public void onText(SocketTransport.Socket from, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(heard::add);
    }

    @Override
    public void onClosed(SocketTransport.Socket closed, int code, String reason) {
        heard.add("closed " + code);
    }

    @Override
    public void onFailed(SocketTransport.Socket failed, Throwable error) {
        heard.add("failed " + error);
    }
}
