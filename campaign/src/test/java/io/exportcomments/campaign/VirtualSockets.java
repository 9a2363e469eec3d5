package io.exportcomments.campaign;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.Sent;
import io.exportcomments.mock.fault.FaultParts.Ending;
import io.exportcomments.mock.internal.http.Arrival;
import io.exportcomments.mock.internal.http.WireOutcome;
import io.exportcomments.mock.internal.realtime.ClientSocket;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.SocketEvents;
import io.exportcomments.transport.http.spi.SocketRules;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** WebSockets to the service in virtual time: what is sent one way stays in order, whatever each frame's delay. */
final class VirtualSockets implements SocketTransport {
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final World world;
    private final HttpSession session;
    private final Set<VirtualSocket> open = new LinkedHashSet<>();

    VirtualSockets(World world, HttpSession session) {
        this.world = world;
        this.session = session;
    }

    @Override
    public Socket open(URI uri, Map<String, String> headers, Listener listener) {
        VirtualSocket socket = new VirtualSocket(SocketRules.checked(uri), listener);
        open.add(socket);
        world.later(world.latency(), socket::handshake);
        world.later(HANDSHAKE, socket::giveUp);
        return socket;
    }

    /** How many are open for the client. */
    int open() {
        return open.size();
    }

    /** All TCP connections break. */
    void drop() {
        List.copyOf(open).forEach(VirtualSocket::cut);
    }

    void close() {
        List.copyOf(open).forEach(socket -> socket.fail(new ClientClosedException(ErrorContext.NONE, null)));
    }

    private static ConnectionException broken(String how) {
        return new ConnectionException(ErrorContext.NONE, Sent.MAYBE, false, how, null);
    }

    private final class VirtualSocket implements Socket {
        private final URI uri;
        private final SocketEvents events;
        private Hub.@Nullable Socket server;
        private boolean opened;
        private boolean over;
        private boolean closing;
        private boolean halfOpen;
        private Duration lastUp = Duration.ZERO;
        private Duration lastDown = Duration.ZERO;

        VirtualSocket(URI uri, Listener listener) {
            this.uri = uri;
            this.events = new SocketEvents(this, listener, task -> world.later(Duration.ZERO, task));
        }

        void handshake() {
            if (over) {
                return;
            }
            if (!world.service().isListening()) {
                fail(new ConnectionException(ErrorContext.NONE, Sent.NO, false, "the connection was refused", null));
                return;
            }
            URI http = URI.create(uri.toString().replaceFirst("^ws", "http"));
            Arrival arrival = world.service().arrive("GET", http, Map.of("Upgrade", "websocket"), new byte[0]);
            world.later(arrival.delay(), () -> carryOut(arrival));
        }

        private void carryOut(Arrival arrival) {
            if (over) {
                arrival.abort();
                return;
            }
            WireOutcome outcome = arrival.outcome();
            world.answered(arrival.request(), outcome);
            if (outcome.status() == 101) {
                server = world.service().open(new ServerSide());
                down(() -> {
                    opened = true;
                    events.opened();
                });
            } else if (outcome.ending() == Ending.ANSWER) {
                down(() -> fail(session.refusal(ErrorContext.NONE, new OutcomeAnswer(outcome))));
            } else if (outcome.ending() != Ending.SILENCE) {
                down(() -> fail(broken("the connection broke")));
            }
        }

        void giveUp() {
            if (!opened) {
                fail(new ConnectionException(ErrorContext.NONE, Sent.MAYBE, true, "no answer came within 30 s", null));
            }
        }

        private void down(Runnable event) {
            Duration at = world.elapsed().plus(world.latency());
            lastDown = at.compareTo(lastDown) > 0 ? at : lastDown;
            world.later(lastDown.minus(world.elapsed()), () -> {
                if (!over) {
                    event.run();
                }
            });
        }

        private void up(Runnable event) {
            Duration at = world.elapsed().plus(world.latency());
            lastUp = at.compareTo(lastUp) > 0 ? at : lastUp;
            world.later(lastUp.minus(world.elapsed()), () -> {
                if (!halfOpen) {
                    event.run();
                }
            });
        }

        private void toServer(java.util.function.Consumer<Hub.Socket> what) {
            Hub.Socket to = server;
            if (to != null) {
                what.accept(to);
            }
        }

        void fail(Throwable error) {
            if (!over) {
                end();
                events.failed(error);
            }
        }

        private void end() {
            over = true;
            open.remove(this);
            halfOpen = false;
            up(() -> toServer(Hub.Socket::closed));
        }

        @Override
        public void send(String text) {
            if (opened && !over && !closing) {
                up(() -> toServer(to -> to.received(Buffer.buffer(text))));
            }
        }

        @Override
        public void close(int code, String reason) {
            SocketRules.checkClosing(code, reason);
            if (!over && !closing) {
                closing = true;
                up(() -> down(() -> closed(code, "")));
                world.later(SocketRules.CLOSING, () -> closed(SocketRules.NO_CODE, ""));
            }
        }

        private void closed(int code, String reason) {
            if (!over) {
                end();
                events.closed(code, reason);
            }
        }

        @Override
        public void cut() {
            events.silence();
            if (!over) {
                end();
            }
        }

        /** The service's end of it. */
        private final class ServerSide implements ClientSocket {
            @Override
            public void send(Buffer frame) {
                if (!halfOpen) {
                    String text = frame.toString();
                    down(() -> events.text(text, () -> {}));
                }
            }

            @Override
            public void close(int code, String reason) {
                down(() -> closed(code, reason));
            }

            @Override
            public void cut() {
                halfOpen = false;
                down(() -> fail(broken("the connection broke")));
            }

            @Override
            public void freeze() {
                halfOpen = true;
            }

            @Override
            public void subscribed(String name) {}
        }
    }
}
