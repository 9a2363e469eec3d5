package io.exportcomments.update.websocket.internal;

import io.exportcomments.job.JobEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of the server's. */
sealed interface ServerMessage {
    /** A sign of life, to be answered where the server wants it. */
    record Ping() implements ServerMessage {}

    /**
     * The answer to a command.
     *
     * @param id the command's
     * @param error 0 if there is none
     */
    record Reply(long id, int error, boolean temporary, Result result) implements ServerMessage {
        private static final int INTERNAL = 100;
        private static final int TOO_MANY_REQUESTS = 111;

        /** Whether the same command may succeed later. */
        boolean isTemporary() {
            return temporary || error == INTERNAL || error == TOO_MANY_REQUESTS;
        }
    }

    /**
     * Something was published in a channel.
     *
     * @param offset its place in the channel's stream; 0 if it has none
     * @param event null in channels of no interest, and where it can't be read
     * @param readable false only in a channel of interest
     */
    record Publication(
            String channel, long offset, @Nullable JobEvent event, boolean readable) implements ServerMessage {}

    /** The server subscribed the client to a channel. */
    record Subscribed(String channel, Result result) implements ServerMessage {}

    /** The server took a subscription away. */
    record Unsubscribed(String channel) implements ServerMessage {}

    /** The server ends the connection. */
    record Disconnected(int code) implements ServerMessage {}

    /** A push of another kind. */
    record Unknown() implements ServerMessage {}

    /**
     * What the results of all commands have, each some of it.
     *
     * @param subs a connect's: the channels that the token subscribes to
     * @param ping how often the server pings, in seconds; 0 if not at all
     * @param pong whether it wants an answer to that
     * @param ttl in how many seconds the token runs out, if it does
     */
    record Result(
            Map<String, Result> subs,
            long ping,
            boolean pong,
            boolean expires,
            long ttl,
            String epoch,
            long offset,
            boolean recoverable,
            List<Publication> publications) {
        static final Result EMPTY = new Result(Map.of(), 0, false, false, 0, "", 0, false, List.of());

        /** Where the channel stands with this result. */
        StreamPosition position() {
            long last = offset;
            for (Publication publication : publications) {
                last = Math.max(last, publication.offset());
            }
            return new StreamPosition(epoch, last, recoverable);
        }
    }
}
