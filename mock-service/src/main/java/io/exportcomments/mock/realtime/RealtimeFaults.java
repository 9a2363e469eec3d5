package io.exportcomments.mock.realtime;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on the realtime connection. A count is of those to come from now on, and replaces the one set
 * before; 0 takes it back and {@link Integer#MAX_VALUE} means all. An event counts once, however many channels and
 * sockets it goes to. The mock's live page gets what is left of the events; nothing else of this meets it. Safe for
 * use by many threads.
 *
 * <pre>{@code
 * mock.realtime().faults().loseEvents(1);
 * mock.realtime().faults().delayEvents(2, Duration.ofSeconds(8));
 * mock.realtime().faults().expiredTokens(1);
 * }</pre>
 */
public interface RealtimeFaults {

    /** Events get lost on the way: they are in the history with their offset, but no socket gets them. */
    void loseEvents(int next);

    /** Events are never published: no offset shows that there was one. */
    void withholdEvents(int next);

    /** Events come twice, with the same offset. */
    void doubleEvents(int next);

    /**
     * So many events are held back, and sent in another order when the last of them is there.
     *
     * @param next at least 2, or 0 to send at once what is held
     */
    void shuffleEvents(int next);

    /**
     * So many events are held back, and sent together, in one frame for each socket, when the last of them is there.
     *
     * @param next at least 2, or 0 to send at once what is held
     */
    void joinEvents(int next);

    /** Events come later by the mock's clock, and later ones may overtake them. */
    void delayEvents(int next, Duration delay);

    /** Tokens handed out have expired already: connecting with one is answered by error 109. */
    void expiredTokens(int next);

    /** Tokens handed out have a wrong signature: connecting with one is answered by closing with 3500. */
    void invalidTokens(int next);

    /**
     * Tokens handed out carry these claims in place of the usual ones, such as {@code expire_at} in the past (error
     * 110), {@code nbf} in the future (109), another {@code sub} (3500) or other {@code channels} (3010 on a refresh).
     *
     * @param claims by name; null leaves one out
     */
    void tokenClaims(int next, Map<String, ? extends @Nullable Object> claims);

    /** Sockets are accepted and closed at once with a code, such as 3001, 3004 or 3005. */
    void closeOnOpen(int next, int code, String reason);

    /** Connect commands are answered as usual, and the socket is then closed at once with a code. */
    void closeAfterConnect(int next, int code, String reason);

    /** Attempts to recover a channel are answered as not recovered, whatever the history holds. */
    void refuseRecovery(int next);

    /** Connects get no server-side subscriptions. */
    void withoutServerSubscriptions(int next);

    /** Connect commands are answered by closing with a code, such as 3004, 3504 or 4500. */
    void refuseConnects(int next, int code, String reason);

    /** Commands, connect too, are answered by an error, such as 100 or 111; both of these are temporary. */
    void failCommands(int next, int code, String message);

    /** Commands, connect too, are neither carried out nor answered. */
    void ignoreCommands(int next);

    /** Pings of sockets that connect from now on come this far apart, whatever the connect reply says. */
    void slowPings(Duration interval);

    /** Takes all of this back, and sends at once what is held. What is delayed still comes in its time. */
    void clear();
}
