package io.exportcomments.campaign;

import io.exportcomments.mock.internal.http.Arrival;
import io.exportcomments.mock.internal.http.WireOutcome;
import io.exportcomments.transport.http.spi.ConnectionChoice;
import io.exportcomments.transport.http.spi.HttpRequest;
import io.exportcomments.transport.http.spi.HttpSender;
import io.exportcomments.transport.http.spi.SendListener;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Requests on their way to the service and answers on their way back, in virtual time. What is above it is the
 * library's own: the exchange, its time-outs, and the reading of bodies. One connection at most is kept for later; it
 * may be stale.
 */
final class Wire implements HttpSender {
    private final World world;
    private final Set<Sending> underWay = new LinkedHashSet<>();
    private boolean kept;
    private boolean stale;

    Wire(World world) {
        this.world = world;
    }

    @Override
    public Runnable send(HttpRequest request, SendListener listener) {
        Sending sending = new Sending(request, listener);
        underWay.add(sending);
        listener.started();
        world.later(Duration.ZERO, sending::connect);
        return sending::abort;
    }

    @Override
    public Executor threads() {
        return task -> world.later(Duration.ZERO, task);
    }

    /** How many exchanges are not over for the client. */
    int underWay() {
        return underWay.size();
    }

    /** All connections break. */
    void drop() {
        stale = kept;
        for (Sending sending : List.copyOf(underWay)) {
            if (sending.departed) {
                sending.fail(new IOException("Connection reset"));
            }
        }
    }

    private final class Sending {
        private final HttpRequest request;
        private final SendListener listener;
        private boolean departed;
        private boolean over;

        Sending(HttpRequest request, SendListener listener) {
            this.request = request;
            this.listener = listener;
        }

        void abort() {
            end();
        }

        private boolean end() {
            boolean first = !over;
            over = true;
            underWay.remove(this);
            return first;
        }

        void fail(IOException failure) {
            if (end()) {
                world.later(world.latency(), () -> listener.failed(failure));
            }
        }

        void connect() {
            if (over) {
                return;
            }
            if (kept && request.connection() == ConnectionChoice.POOLED) {
                depart(true);
                return;
            }
            listener.connecting();
            world.later(world.latency(), () -> {
                if (over) {
                    return;
                }
                if (world.service().isListening()) {
                    listener.connected();
                    depart(false);
                } else {
                    fail(new ConnectException("Connection refused"));
                }
            });
        }

        private void depart(boolean reused) {
            if (!listener.sending(reused)) {
                end();
                return;
            }
            departed = true;
            if (reused && stale) {
                stale = false;
                kept = false;
                fail(new IOException("Connection closed"));
                return;
            }
            world.later(world.latency(), this::arrive);
        }

        /** What was on its way when the client gave it up may have come through. */
        private void arrive() {
            if (over && world.chance(2)) {
                return;
            }
            if (!world.service().isListening()) {
                fail(new IOException("Connection reset"));
                return;
            }
            Arrival arrival = world.service()
                    .arrive(
                            request.method(),
                            request.url(),
                            headers(),
                            request.body() == null ? new byte[0] : request.body());
            world.later(arrival.delay(), () -> carryOut(arrival));
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>(request.headers());
            if (request.token() != null) {
                headers.put("X-AUTH-TOKEN", request.token().reveal());
            }
            return headers;
        }

        private void carryOut(Arrival arrival) {
            if (over && world.chance(2)) {
                arrival.abort();
                return;
            }
            WireOutcome outcome = arrival.outcome();
            world.answered(arrival.request(), outcome);
            switch (outcome.ending()) {
                case RESET, CLOSE -> fail(new IOException("Connection reset"));
                case SILENCE -> {}
                case ANSWER -> world.later(world.latency().plus(outcome.dripping()), () -> answer(outcome));
            }
        }

        private void answer(WireOutcome outcome) {
            if (!end()) {
                return;
            }
            kept = outcome.cut() < 0;
            stale = outcome.closesAfterAnswer();
            OutcomeAnswer answer = new OutcomeAnswer(outcome);
            if (listener.wants(answer)) {
                listener.answered(answer);
            } else {
                kept = false;
                listener.answered(new OutcomeAnswer(outcome));
            }
        }
    }
}
