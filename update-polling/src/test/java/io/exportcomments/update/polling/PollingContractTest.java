package io.exportcomments.update.polling;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.testkit.update.UpdateSourceContract;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.time.Duration;

/** Polling passes the contract of all update sources. */
class PollingContractTest extends UpdateSourceContract {
    @Override
    protected UpdateSourceProvider updates() {
        return PollingUpdates.create();
    }

    @Override
    protected TransportProvider transport() {
        return RetrofitTransport.create();
    }

    @Override
    protected Duration noticesWithin() {
        return Duration.ofSeconds(10);
    }

    @Override
    protected Duration checksWithin() {
        return noticesWithin();
    }
}
