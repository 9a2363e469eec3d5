package io.exportcomments.mock.journal;

import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.request.MockRequest.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one exchange. Immutable: when the exchange goes on, the journal holds a newer entry with the same
 * number. It never holds the value of a token or a cookie.
 *
 * @param number from 1, in order of arrival
 * @param at when the request came, by the mock's clock
 * @param request what was asked
 * @param guid of the job it was about, also for one just created
 * @param connection number of the connection, from 1
 * @param status answered, 0 as long as there is none
 * @param sent bytes of body sent, as far as known when the exchange ended
 * @param taken real time that it took, zero as long as it is open
 * @param state how far it is; a realtime connection is over, here, when its socket is open
 * @param channels what a realtime connection was subscribed to over its life, in order
 */
public record JournalEntry(
        long number,
        Instant at,
        MockRequest request,
        @Nullable UUID guid,
        long connection,
        int status,
        long sent,
        Duration taken,
        State state,
        List<String> channels) {

    /** An entry; the channels are copied. */
    public JournalEntry {
        channels = List.copyOf(channels);
    }

    /** What was asked for. */
    public MockOperation operation() {
        return request.operation();
    }

    /** Whether a token came along, good or not. */
    public boolean tokenPresent() {
        return request.token() != TokenState.ABSENT;
    }

    /** Whether the exchange is over, one way or the other. */
    public boolean ended() {
        return state != State.OPEN;
    }

    /** This entry with one more channel. */
    public JournalEntry subscribed(String channel) {
        List<String> more = new ArrayList<>(channels);
        more.add(channel);
        return new JournalEntry(number, at, request, guid, connection, status, sent, taken, state, more);
    }

    /** One line for people. */
    public String toLine() {
        String answer = status == 0 ? "-" : Integer.toString(status);
        String where = request.otherOrigin() ? " (other origin)" : "";
        String end = state == State.ANSWERED ? "" : " " + state.text;
        return "%s #%d %s %s -> %s, %d B, %d ms%s%s"
                .formatted(at, number, request.method(), request.target(), answer, sent, taken.toMillis(), end, where);
    }

    @Override
    public String toString() {
        return toLine() + " [" + operation() + ", token " + request.token() + ", connection " + connection + ", job "
                + guid + (channels.isEmpty() ? "" : ", subscribed to " + String.join(" ", channels)) + "]";
    }

    /** How far an exchange is. */
    public enum State {
        /** Not over yet. */
        OPEN("open"),
        /** The answer went out whole, or as whole as a fault meant it to. */
        ANSWERED("answered"),
        /** The client closed the connection before the answer was out. */
        ABORTED_BY_CLIENT("closed by the client"),
        /** The mock broke the connection on purpose. */
        BROKEN_BY_FAULT("broken on purpose");

        private final String text;

        State(String text) {
            this.text = text;
        }
    }
}
