package io.exportcomments.update.webhook;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.Simulation;
import io.exportcomments.testkit.update.UpdateSourceContract;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.time.Duration;

/** Webhooks pass the contract of all update sources. */
class WebhookUpdatesContractTest extends UpdateSourceContract {
    @Override
    protected UpdateSourceProvider updates() {
        return new SimulatedDeliveries();
    }

    @Override
    protected TransportProvider transport() {
        return RetrofitTransport.create();
    }

    @Override
    protected Simulation.Builder simulation() {
        return new SimulatedDeliveries().simulation();
    }

    @Override
    protected Duration noticesWithin() {
        return Duration.ofSeconds(1);
    }

    /** The service tells of none: it is seen when the state is checked. */
    @Override
    protected Duration noticesProgressWithin() {
        return checksWithin();
    }
}
