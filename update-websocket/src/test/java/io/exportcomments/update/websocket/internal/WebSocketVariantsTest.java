package io.exportcomments.update.websocket.internal;

import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.update.polling.PollingUpdates;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The contract, where the server gives less, the connection breaks, or polling stands behind it or in for it (W5). */
class WebSocketVariantsTest {
    @Nested
    class WithoutTheAccountsChannel extends WebSocketContractTest {
        @Override
        SimulatedPeer peer() {
            SimulatedPeer peer = new SimulatedPeer();
            peer.accountChannel = false;
            return peer;
        }
    }

    @Nested
    class OverAConnectionThatBreaksAllTheTime extends WebSocketContractTest {
        @Override
        SimulatedPeer peer() {
            SimulatedPeer peer = new SimulatedPeer();
            peer.cutsAfter = Duration.ofMillis(7_300);
            return peer;
        }

        /** A connection that lives for seconds only makes none of the waits shorter. */
        @Override
        protected Duration noticesWithin() {
            return Duration.ofSeconds(25);
        }
    }

    /** Polling is the second source. */
    abstract static class WithPolling extends WebSocketContractTest {
        @Override
        protected Simulation.Builder simulation() {
            return super.simulation().updates(PollingUpdates.create());
        }
    }

    @Nested
    class BeforePolling extends WithPolling {}

    @Nested
    class BrokenForLongerThanPollingWaits extends WithPolling {
        @Override
        SimulatedPeer peer() {
            SimulatedPeer peer = new SimulatedPeer();
            peer.reachable = false;
            return peer;
        }

        @Override
        protected Duration beginsWithin() {
            return Duration.ofSeconds(5);
        }

        @Override
        protected Duration noticesWithin() {
            return Duration.ofSeconds(10);
        }
    }

    /** Polling takes over and hands back, again and again. */
    @Nested
    class AwayHalfOfTheTime extends WithPolling {
        @Override
        SimulatedPeer peer() {
            SimulatedPeer peer = new SimulatedPeer();
            peer.cutsAfter = Duration.ofMillis(8_300);
            peer.awayEvery = Duration.ofSeconds(20);
            return peer;
        }

        @Override
        protected Duration noticesWithin() {
            return Duration.ofSeconds(15);
        }
    }
}
