package io.exportcomments.transport.retrofit;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.SecureTransportContract;
import io.exportcomments.testkit.transport.TlsIdentity;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class RetrofitSecureContractTest extends SecureTransportContract {
    private @Nullable OkHttpClient client;

    @Override
    protected TransportProvider provider(TlsIdentity trusted) {
        OkHttpClient lent = new OkHttpClient.Builder()
                .sslSocketFactory(trusted.clientContext().getSocketFactory(), trusted.trust())
                .build();
        client = lent;
        return RetrofitTransport.builder().client(lent).build();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
