package io.exportcomments.update.websocket.internal;

import io.exportcomments.port.JobTransport;
import io.exportcomments.port.RowReader;
import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.websocket.WebSocketUpdates;

/** Simulations whose client has its calls over real connections, and its WebSockets to a simulated peer. */
final class SimulatedSocketTransport implements Transport {
    private final Transport calls;
    private final SimulatedPeer sockets;

    private SimulatedSocketTransport(Transport calls, SimulatedPeer sockets) {
        this.calls = calls;
        this.sockets = sockets;
    }

    static TransportProvider to(SimulatedPeer sockets) {
        return settings ->
                new SimulatedSocketTransport(RetrofitTransport.create().open(settings), sockets);
    }

    /** A simulation in which the peer tells what happens to the service's jobs; sources are still to be added. */
    static Simulation.Builder simulation(SimulatedPeer peer) {
        return Simulation.builder(to(peer)).prepare(mock -> mock.jobs().onEvent(peer::publish));
    }

    /** The source under test, which tells the peer whose time it is. */
    static UpdateSourceProvider updates(SimulatedPeer peer) {
        return context -> {
            peer.liveBy(context.timekeeper());
            return WebSocketUpdates.create().open(context);
        };
    }

    @Override
    public JobTransport jobs() {
        return calls.jobs();
    }

    @Override
    public SocketTransport sockets() {
        return sockets;
    }

    @Override
    public RowReader rows() {
        return calls.rows();
    }

    @Override
    public void close() {
        sockets.close();
        calls.close();
    }
}
