package io.exportcomments.transport.retrofit;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.FileRange;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.testkit.transport.TlsIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service may speak HTTP/2, where one connection carries all calls; the contract's server does not. */
@Timeout(30)
class Http2Test {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    private static final String JOB = "{\"guid\":\"" + GUID + "\",\"status\":\"done\"}";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch reset = new CountDownLatch(1);
    private final OkHttpClient client = client(TlsIdentity.load());
    private URI url = URI.create("https://127.0.0.1");

    @BeforeEach
    void listen() throws Exception {
        TlsIdentity identity = TlsIdentity.load();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setValue(Buffer.buffer(bytes(identity)))
                                .setPassword(identity.password())))
                .connectionHandler(connection -> connections.add("connection"))
                .requestHandler(this::serve);
        int port = server.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        url = URI.create("https://127.0.0.1:" + port);
    }

    @AfterEach
    void close() throws Exception {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void manyCallsShareOneConnectionAndItIsUsedAgainAfterAPause() throws IOException {
        try (Transport transport = open()) {
            answer(transport.jobs().get(GUID));
            List<CompletableFuture<Job>> calls = IntStream.range(0, 32)
                    .mapToObj(i -> transport.jobs().get(GUID))
                    .toList();
            calls.forEach(Http2Test::answer);
            try (RemoteFile file = answer(transport.jobs().open(url.resolve("/slow"), FileRange.WHOLE))) {
                assertThat(file.stream().readAllBytes()).hasSize(2);
            }
            answer(transport.jobs().stop(GUID));
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void cancellingResetsTheStreamAndKeepsTheConnection() throws InterruptedException {
        try (Transport transport = open()) {
            CompletableFuture<RemoteFile> call = transport.jobs().open(url.resolve("/silence"), FileRange.WHOLE);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            call.cancel(true);

            assertThat(reset.await(10, TimeUnit.SECONDS)).isTrue();
            answer(transport.jobs().get(GUID));
        }
        assertThat(connections).hasSize(1);
    }

    private void serve(HttpServerRequest request) {
        assertThat(request.version()).isEqualTo(io.vertx.core.http.HttpVersion.HTTP_2);
        switch (request.path()) {
            case "/silence" -> {
                request.response().exceptionHandler(gone -> reset.countDown());
                request.response().closeHandler(gone -> reset.countDown());
                asked.countDown();
            }
            case "/slow" -> vertx.setTimer(150, fired -> request.response().end("[]"));
            default ->
                request.response().putHeader("Content-Type", "application/json").end(JOB);
        }
    }

    private Transport open() {
        return RetrofitTransport.builder()
                .client(client)
                .build()
                .open(new TransportSettings(url, ApiToken.of("t"), Timeouts.DEFAULT, "test"));
    }

    private static OkHttpClient client(TlsIdentity identity) {
        return new OkHttpClient.Builder()
                .sslSocketFactory(identity.clientContext().getSocketFactory(), identity.trust())
                .build();
    }

    private static byte[] bytes(TlsIdentity identity) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        identity.store().store(out, identity.password().toCharArray());
        return out.toByteArray();
    }

    private static <T> T answer(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
