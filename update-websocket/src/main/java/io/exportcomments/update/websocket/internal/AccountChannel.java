package io.exportcomments.update.websocket.internal;

import io.exportcomments.port.SocketToken;
import io.exportcomments.update.websocket.internal.ServerMessage.Result;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account's channel: whether the connection is subscribed to it, and how far its stream was seen, which is kept
 * over interruptions. Used in the executor's tasks only.
 */
final class AccountChannel {
    private @Nullable String name;
    private @Nullable StreamPosition position;
    private boolean subscribed;

    boolean isSubscribed() {
        return subscribed;
    }

    boolean is(String channel) {
        return channel.equals(name);
    }

    /** The first command of a connection, which goes on where the stream was seen last. */
    Command connect(SocketToken token) {
        return Command.connect(token, name, position);
    }

    /** Takes the account's channel, if it is among these, and gives what was said of it. */
    Result take(Map<String, Result> subs) {
        forget();
        for (Map.Entry<String, Result> sub : subs.entrySet()) {
            if (Channels.isOfAccount(sub.getKey())) {
                subscribed = true;
                name = sub.getKey();
                position = sub.getValue().position();
                return sub.getValue();
            }
        }
        return Result.EMPTY;
    }

    /** Notes that a publication came; whether one before it did not. */
    boolean skippedTo(long offset) {
        StreamPosition before = position;
        if (before == null || offset <= before.offset()) {
            return false;
        }
        position = before.at(offset);
        return before.isBeforeHole(offset);
    }

    /** There is no connection any more. */
    void disconnected() {
        subscribed = false;
    }

    /** The next connection begins anew. */
    void forget() {
        subscribed = false;
        name = null;
        position = null;
    }
}
