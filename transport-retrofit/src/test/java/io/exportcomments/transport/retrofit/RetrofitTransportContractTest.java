package io.exportcomments.transport.retrofit;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.JobTransportContract;

class RetrofitTransportContractTest extends JobTransportContract {
    @Override
    protected TransportProvider provider() {
        return RetrofitTransport.create();
    }
}
