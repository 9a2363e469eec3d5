package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.NetworkSettings;
import java.net.URI;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** TLS is set up when it is needed, and not before. */
class LateTlsTest {
    private static OkHttpClient client(String baseUrl) {
        OkHttpStack stack = OkHttpStack.ofItsOwn(
                URI.create(baseUrl), NetworkSettings.builder().build());
        stack.close();
        return stack.base();
    }

    @Test
    void plainHttpWaitsForTheFirstSecureAddress() {
        OkHttpClient plain = client("http://localhost:8080");
        LateTls late = new LateTls(plain);
        assertThat(late.client(false)).isSameAs(plain);
        assertThat(plain.connectionSpecs()).noneMatch(ConnectionSpec::isTls);

        OkHttpClient secure = late.client(true);

        assertThat(secure.connectionSpecs()).isEqualTo(new OkHttpClient().connectionSpecs());
        assertThat(secure.sslSocketFactory()).isNotNull();
        assertThat(secure.connectionPool()).isSameAs(plain.connectionPool());
        assertThat(secure.dispatcher()).isSameAs(plain.dispatcher());
        assertThat(late.client(true)).isSameAs(secure);
    }

    @Test
    void httpsHasItFromTheBeginning() {
        OkHttpClient secure = client("https://exportcomments.com");
        assertThat(new LateTls(secure).client(true)).isSameAs(secure);
        assertThat(secure.connectionSpecs()).anyMatch(ConnectionSpec::isTls);
    }
}
