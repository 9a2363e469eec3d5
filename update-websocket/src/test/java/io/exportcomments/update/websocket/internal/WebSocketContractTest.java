package io.exportcomments.update.websocket.internal;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.UpdateSourceContract;
import java.time.Duration;

/** The WebSocket source passes the contract of all update sources. */
class WebSocketContractTest extends UpdateSourceContract {
    @Override
    protected UpdateSourceProvider updates() {
        return SimulatedSocketTransport.updates(new SimulatedPeer());
    }

    @Override
    protected TransportProvider transport() {
        return SimulatedSocketTransport.to(new SimulatedPeer());
    }

    @Override
    protected Simulation.Builder simulation() {
        SimulatedPeer peer = peer();
        return SimulatedSocketTransport.simulation(peer).updates(SimulatedSocketTransport.updates(peer));
    }

    SimulatedPeer peer() {
        return new SimulatedPeer();
    }

    @Override
    protected Duration noticesWithin() {
        return Duration.ofSeconds(1);
    }
}
