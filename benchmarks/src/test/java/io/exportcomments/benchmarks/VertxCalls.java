package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.ExportComments;
import io.exportcomments.transport.vertx.VertxTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okio.Buffer;

/** Calls over Vert.x: the bare client with an adapter written by hand, and ours. */
final class VertxCalls implements Comparison {
    private final CannedService service = new CannedService("done");
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient bare = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(ClientCalls.AT_ONCE));
    private final ExportComments client = ClientCalls.client(service.url(), VertxTransport.create());
    private final MoshiJobs moshi = new MoshiJobs();
    private final boolean alone;

    private VertxCalls(boolean alone) throws IOException {
        this.alone = alone;
    }

    static Comparison one() throws IOException {
        return new VertxCalls(true);
    }

    static Comparison many() throws IOException {
        return new VertxCalls(false);
    }

    @Override
    public int operations() {
        return alone ? 1 : ClientCalls.AT_ONCE;
    }

    @Override
    public Map<String, Work> sides() {
        return alone
                ? Map.of(
                        OURS,
                        ClientCalls.one(client),
                        "Vert.x HttpClient",
                        () -> request().join())
                : Map.of(OURS, ClientCalls.many(client), "Vert.x HttpClient", () -> ClientCalls.atOnce(this::request));
    }

    private CompletableFuture<PlainJob> request() {
        return bare.request(HttpMethod.GET, service.url().getPort(), "127.0.0.1", "/api/v3/job/" + Samples.GUID)
                .compose(VertxCalls::body)
                .map(body -> decoded(body.getBytes()))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Future<io.vertx.core.buffer.Buffer> body(HttpClientRequest request) {
        Future<io.vertx.core.buffer.Buffer> body = request.response().compose(HttpClientResponse::body);
        request.putHeader("X-AUTH-TOKEN", ClientCalls.TOKEN.reveal())
                .putHeader("Accept", "application/json")
                .send();
        return body;
    }

    private PlainJob decoded(byte[] json) {
        try {
            return moshi.fromJson(JsonReader.of(new Buffer().write(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        service.close();
    }
}
