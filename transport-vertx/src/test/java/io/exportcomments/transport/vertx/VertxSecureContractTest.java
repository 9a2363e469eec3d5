package io.exportcomments.transport.vertx;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.SecureTransportContract;
import io.exportcomments.testkit.transport.TlsIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;

class VertxSecureContractTest extends SecureTransportContract {
    @Override
    protected TransportProvider provider(TlsIdentity trusted) {
        return VertxTransport.builder()
                .options(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setTrustOptions(new PfxOptions()
                                .setValue(Buffer.buffer(bytes(trusted)))
                                .setPassword(trusted.password())))
                .build();
    }

    private static byte[] bytes(TlsIdentity identity) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            identity.store().store(out, identity.password().toCharArray());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
