package io.exportcomments.update.websocket;

import io.exportcomments.port.SocketToken;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.SocketTransport.Socket;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.ServerMessage.Disconnected;
import io.exportcomments.update.websocket.ServerMessage.Ping;
import io.exportcomments.update.websocket.ServerMessage.Reply;
import io.exportcomments.update.websocket.ServerMessage.Result;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The talk over one socket, from its opening to its end: commands and their answers, pings, and silence. What it hears it tells its
 * owner. Used in turns only, but for the socket's own events.
 */
final class Conversation implements SocketTransport.Listener {
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final long OPENING = 0;

    /** Whoever has the conversation. After its end it is told nothing more. */
    interface Owner {
        void connected(Conversation conversation, Result result);

        void pushed(ServerMessage message);

        void over(Ending ending, Throwable cause);
    }

    /** What an end means for the next attempt. */
    enum Ending {
        /** Try again later. */
        INTERRUPTED,
        /** The token ran out. */
        TOKEN_EXPIRED,
        /** The token is not taken. */
        TOKEN_INVALID,
        /** There is no use in trying again. */
        FINAL;

        static Ending ofCode(int code) {
            if (code == 3500) {
                return TOKEN_INVALID;
            }
            if (code == 3005) {
                return TOKEN_EXPIRED;
            }
            boolean last = (code >= 3500 && code < 4000) || (code >= 4500 && code < 5000);
            return last ? FINAL : INTERRUPTED;
        }

        static Ending ofError(Reply reply) {
            return switch (reply.error()) {
                case 109 -> TOKEN_EXPIRED;
                case 101 -> TOKEN_INVALID;
                default -> isTemporary(reply) ? INTERRUPTED : FINAL;
            };
        }
    }

    private record Pending(Command command, Consumer<Reply> onReply, long deadline) {}

    private final Owner owner;
    private final Timekeeper timekeeper;
    private final Turns turns;
    private final FrameReader frames;
    private final Command greeting;
    private final Alarm overdue;
    private final Alarm silence;
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private @Nullable Socket socket;
    private long lastId;
    private long heardAt;
    private Duration longestSilence = Duration.ZERO;
    private boolean pong;
    private boolean over;

    Conversation(Owner owner, Timekeeper timekeeper, Turns turns, FrameReader frames, Command greeting) {
        this.owner = owner;
        this.timekeeper = timekeeper;
        this.turns = turns;
        this.frames = frames;
        this.greeting = greeting;
        this.overdue = new Alarm(timekeeper, turns);
        this.silence = new Alarm(timekeeper, turns);
    }

    void open(SocketTransport sockets, URI url) {
        expect(OPENING, new Pending(greeting, reply -> {}, now() + OPENS_WITHIN.toNanos()));
        socket = sockets.open(url, Map.of(), this);
    }

    /** Sends a command; the answer is handed on, or the conversation is over. */
    void send(Command command, Consumer<Reply> onReply) {
        long id = ++lastId;
        expect(id, new Pending(command, onReply, now() + ANSWERS_WITHIN.toNanos()));
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
        overdue.clear();
        silence.clear();
    }

    private void breakOff(Ending ending, Throwable cause) {
        Socket mine = socket;
        if (mine != null) {
            mine.cut();
        }
        ended(ending, cause);
    }

    private void ended(Ending ending, Throwable cause) {
        end();
        owner.over(ending, cause);
    }

    // The socket's events

    @Override
    public void onOpen(Socket opened) {
        post(() -> {
            pending.remove(OPENING);
            overdue.clear();
            send(greeting, this::onConnected);
        });
    }

    @Override
    public void onText(Socket from, String text) {
        List<ServerMessage> messages;
        try {
            messages = frames.read(text);
        } catch (RealtimeException e) {
            post(() -> breakOff(Ending.INTERRUPTED, e));
            return;
        }
        post(() -> onMessages(messages));
    }

    @Override
    public void onClosed(Socket closed, int code, String reason) {
        post(() -> ended(Ending.ofCode(code), RealtimeException.closed(code)));
    }

    @Override
    public void onFailed(Socket failed, Throwable error) {
        post(() -> ended(Ending.INTERRUPTED, error));
    }

    private void post(Runnable task) {
        turns.post(() -> {
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
                onReply(reply);
            } else if (message instanceof Ping) {
                onPing();
            } else if (message instanceof Disconnected disconnected) {
                breakOff(Ending.ofCode(disconnected.code()), RealtimeException.closed(disconnected.code()));
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

    // Commands

    private void onConnected(Reply reply) {
        if (reply.error() != 0) {
            close();
            owner.over(Ending.ofError(reply), RealtimeException.refused("connect", reply.error()));
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
                    Ending.INTERRUPTED,
                    new RealtimeException("Nothing was heard of the realtime server for " + longestSilence));
        } else {
            silence.set(Duration.ofNanos(left), this::checkSilence);
        }
    }

    private void onReply(Reply reply) {
        Pending answered = pending.remove(reply.id());
        if (answered != null) {
            answered.onReply().accept(reply);
        }
    }

    private void expect(long id, Pending command) {
        pending.put(id, command);
        if (!overdue.isSet()) {
            watchOldest();
        }
    }

    /** All commands have the same time, so the oldest is overdue first. */
    private void watchOldest() {
        if (!pending.isEmpty()) {
            Pending oldest = pending.values().iterator().next();
            overdue.set(Duration.ofNanos(oldest.deadline() - now()), this::checkOldest);
        }
    }

    private void checkOldest() {
        if (!pending.isEmpty()) {
            Pending oldest = pending.values().iterator().next();
            if (oldest.deadline() - now() <= 0) {
                breakOff(
                        Ending.INTERRUPTED,
                        new RealtimeException(
                                "The realtime server did not answer in time; command: " + oldest.command()));
                return;
            }
        }
        watchOldest();
    }

    static boolean isTemporary(Reply reply) {
        return reply.temporary() || reply.error() == 100 || reply.error() == 111;
    }

    /** A number of seconds from the wire, kept within what can be reckoned with. */
    static Duration seconds(long count) {
        return Duration.ofSeconds(Math.max(0, Math.min(count, LONGEST_SECONDS)));
    }

    private long now() {
        return timekeeper.nanoTime();
    }
}
