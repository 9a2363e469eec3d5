package io.exportcomments.transport.retrofit;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.NetworkContract;

class RetrofitNetworkContractTest extends NetworkContract {
    @Override
    protected TransportProvider provider() {
        return RetrofitTransport.create();
    }
}
