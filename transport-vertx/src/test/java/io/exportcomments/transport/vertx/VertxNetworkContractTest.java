package io.exportcomments.transport.vertx;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.NetworkContract;

class VertxNetworkContractTest extends NetworkContract {
    @Override
    protected TransportProvider provider() {
        return VertxTransport.create();
    }
}
