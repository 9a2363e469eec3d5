package io.exportcomments.transport.vertx;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.JobTransportContract;

class VertxTransportContractTest extends JobTransportContract {
    @Override
    protected TransportProvider provider() {
        return VertxTransport.create();
    }
}
