package io.exportcomments.transport.vertx;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.SocketTransportContract;

class VertxSocketContractTest extends SocketTransportContract {
    @Override
    protected TransportProvider provider() {
        return VertxTransport.create();
    }
}
