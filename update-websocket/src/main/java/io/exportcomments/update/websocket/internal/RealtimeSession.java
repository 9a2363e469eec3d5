package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.SocketToken;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.SocketTransport.Socket;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.internal.ServerMessage.Disconnected;
import io.exportcomments.update.websocket.internal.ServerMessage.Ping;
import io.exportcomments.update.websocket.internal.ServerMessage.Reply;
import io.exportcomments.update.websocket.internal.ServerMessage.Result;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The protocol over one socket, from its opening to its end: commands and their answers, pings, and silence. What it
 * hears it tells its owner. Used in the executor's tasks only, but for the socket's own events.
 */
final class RealtimeSession implements SocketTransport.Listener {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final long OPENING = 0;

    /** Whoever has the session. After its end it is told nothing more. */
    interface Owner {
        void connected(RealtimeSession session, Result result);

        void pushed(ServerMessage message);

        void over(SessionEnd end, Throwable cause);
    }

    private final Owner owner;
    private final Timekeeper timekeeper;
    private final SerialExecutor executor;
    private final FrameReader frames;
    private final Command greeting;
    private final PendingCommands pending;
    private final RearmableTimer silence;
    private @Nullable Socket socket;
    private long lastId;
    private long heardAt;
    private Duration longestSilence = Duration.ZERO;
    private boolean pong;
    private boolean over;

    RealtimeSession(Owner owner, Timekeeper timekeeper, SerialExecutor executor, FrameReader frames, Command greeting) {
        this.owner = owner;
        this.timekeeper = timekeeper;
        this.executor = executor;
        this.frames = frames;
        this.greeting = greeting;
        this.pending = new PendingCommands(timekeeper, executor, this::onOverdue);
        this.silence = new RearmableTimer(timekeeper, executor);
    }

    void open(SocketTransport sockets, URI url) {
        pending.add(OPENING, greeting, OPENS_WITHIN, reply -> {});
        socket = sockets.open(url, Map.of(), this);
    }

    /** Sends a command; its answer is handed on, or the session is over. */
    void send(Command command, Consumer<Reply> onReply) {
        long id = ++lastId;
        pending.add(id, command, ANSWERS_WITHIN, onReply);
        send(command.json(id));
    }

    private void send(String text) {
        Socket mine = socket;
        if (mine != null) {
            mine.send(text);
        }
    }

    void refresh(SocketToken token, Consumer<Reply> onReply) {
        send(Command.refresh(token), onReply);
    }

    /** Ends it in order; the owner is told nothing. */
    void close() {
        end();
        Socket mine = socket;
        if (mine != null) {
            mine.close(1000, "");
        }
    }

    private void end() {
        over = true;
        pending.clear();
        silence.clear();
    }

    private void breakOff(SessionEnd end, Throwable cause) {
        Socket mine = socket;
        if (mine != null) {
            mine.cut();
        }
        ended(end, cause);
    }

    private void ended(SessionEnd end, Throwable cause) {
        end();
        owner.over(end, cause);
    }

    // The socket's events

    @Override
    public void onOpen(Socket opened) {
        execute(() -> {
            pending.clear();
            send(greeting, this::onConnected);
        });
    }

    @Override
    public void onText(Socket from, String text) {
        List<ServerMessage> messages;
        try {
            messages = frames.read(text);
        } catch (RealtimeException e) {
            execute(() -> breakOff(SessionEnd.INTERRUPTED, e));
            return;
        }
        execute(() -> onMessages(messages));
    }

    @Override
    public void onClosed(Socket closed, int code, String reason) {
        execute(() -> ended(SessionEnd.ofCode(code), RealtimeException.closed(code)));
    }

    @Override
    public void onFailed(Socket failed, Throwable error) {
        execute(() -> ended(SessionEnd.INTERRUPTED, error));
    }

    private void execute(Runnable task) {
        executor.execute(() -> {
            if (!over) {
                task.run();
            }
        });
    }

    private void onMessages(List<ServerMessage> messages) {
        heardAt = now();
        for (ServerMessage message : messages) {
            if (over) {
                return;
            }
            if (message instanceof Reply reply) {
                pending.answered(reply);
            } else if (message instanceof Ping) {
                onPing();
            } else if (message instanceof Disconnected disconnected) {
                breakOff(SessionEnd.ofCode(disconnected.code()), RealtimeException.closed(disconnected.code()));
            } else {
                owner.pushed(message);
            }
        }
    }

    private void onPing() {
        if (pong) {
            send("{}");
        }
    }

    private void onConnected(Reply reply) {
        if (reply.error() != 0) {
            close();
            owner.over(SessionEnd.ofError(reply), RealtimeException.refused("connect", reply.error()));
            return;
        }
        Result result = reply.result();
        pong = result.pong();
        if (result.ping() > 0) {
            longestSilence = seconds(result.ping()).plus(SLACK);
            silence.set(longestSilence, this::checkSilence);
        }
        owner.connected(this, result);
    }

    private void checkSilence() {
        long left = longestSilence.toNanos() - (now() - heardAt);
        if (left <= 0) {
            breakOff(
                    SessionEnd.INTERRUPTED,
                    new RealtimeException("Nothing was heard from the realtime server for " + longestSilence));
        } else {
            silence.set(Duration.ofNanos(left), this::checkSilence);
        }
    }

    private void onOverdue(Command command) {
        breakOff(
                SessionEnd.INTERRUPTED,
                new RealtimeException("The realtime server did not answer in time; command: " + command));
    }

    /** A number of seconds from the wire, kept within what can be reckoned with. */
    static Duration seconds(long count) {
        return Duration.ofSeconds(Math.max(0, Math.min(count, LONGEST_SECONDS)));
    }

    private long now() {
        return timekeeper.nanoTime();
    }
}
