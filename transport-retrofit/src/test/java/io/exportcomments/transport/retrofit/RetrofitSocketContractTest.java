package io.exportcomments.transport.retrofit;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.SocketTransportContract;

class RetrofitSocketContractTest extends SocketTransportContract {
    @Override
    protected TransportProvider provider() {
        return RetrofitTransport.create();
    }
}
