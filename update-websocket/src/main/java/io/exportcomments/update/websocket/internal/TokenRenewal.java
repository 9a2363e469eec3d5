package io.exportcomments.update.websocket.internal;

import io.exportcomments.adapter.Backoff;
import io.exportcomments.adapter.RearmableTimer;
import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.update.websocket.internal.ServerMessage.Reply;
import io.exportcomments.update.websocket.internal.ServerMessage.Result;
import java.time.Duration;

/**
 * Renews a connection's token before it runs out. A renewal that fails is tried again. Used in the executor's tasks
 * only.
 */
final class TokenRenewal {
    private static final Duration EARLIEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);
    private static final int LEAD_SHARE = 5;

    private final RealtimeTokens tokens;
    private final Timekeeper timekeeper;
    private final RearmableTimer timer;
    private final Backoff backoff;
    private int failures;

    TokenRenewal(RealtimeTokens tokens, Timekeeper timekeeper, SerialExecutor executor, Backoff backoff) {
        this.tokens = tokens;
        this.timekeeper = timekeeper;
        this.timer = new RearmableTimer(timekeeper, executor);
        this.backoff = backoff;
    }

    /** Takes care of a session's token, of which the result says how long it is good. */
    void keepFresh(RealtimeSession session, Result result) {
        if (!result.expires()) {
            return;
        }
        Duration ttl = RealtimeSession.seconds(result.ttl());
        tokens.goodFor(ttl);
        failures = 0;
        Duration share = ttl.dividedBy(LEAD_SHARE);
        Duration lead = share.compareTo(LONGEST_LEAD) < 0 ? share : LONGEST_LEAD;
        Duration wait = ttl.minus(lead);
        timer.set(wait.compareTo(EARLIEST) < 0 ? EARLIEST : wait, () -> renew(session));
    }

    private void renew(RealtimeSession session) {
        tokens.fetch(
                token -> session.refresh(token, reply -> onReply(session, reply)),
                error -> renewLater(session, RequestedPause.of(error)));
    }

    private void onReply(RealtimeSession session, Reply reply) {
        if (reply.error() == 0) {
            keepFresh(session, reply.result());
        } else {
            renewLater(session, Duration.ZERO);
        }
    }

    private void renewLater(RealtimeSession session, Duration atLeast) {
        Duration wait = backoff.after(++failures, timekeeper);
        timer.set(wait.compareTo(atLeast) < 0 ? atLeast : wait, () -> renew(session));
    }

    void stop() {
        timer.clear();
    }
}
