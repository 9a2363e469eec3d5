package io.exportcomments.integration;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.UpdateSourceContract;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The WebSocket source passes the contract over real sockets to the mock, on each transport. */
class RealSocketContractTest {
    abstract static class OverRealSockets extends UpdateSourceContract {
        @Override
        protected UpdateSourceProvider updates() {
            return WebSocketUpdates.create();
        }

        @Override
        protected Simulation.Builder simulation() {
            RealSockets sockets = new RealSockets();
            return Simulation.builder(sockets.around(transport()))
                    .whenSettled(sockets::await)
                    .updates(updates());
        }

        @Override
        protected Duration noticesWithin() {
            return Duration.ofSeconds(1);
        }
    }

    @Nested
    class OnRetrofit extends OverRealSockets {
        @Override
        protected TransportProvider transport() {
            return RetrofitTransport.create();
        }
    }

    @Nested
    class OnVertx extends OverRealSockets {
        @Override
        protected TransportProvider transport() {
            return VertxTransport.create();
        }
    }

    /** With polling behind it, which has nothing to do while the socket is live. */
    @Nested
    class OnRetrofitBeforePolling extends OnRetrofit {
        @Override
        protected Simulation.Builder simulation() {
            return super.simulation().updates(PollingUpdates.create());
        }
    }
}
