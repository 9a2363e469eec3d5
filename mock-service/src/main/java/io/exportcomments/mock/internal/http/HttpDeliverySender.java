package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.webhook.DeliverySender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Posts by Vert.x, each time over a connection of its own: one that was kept could be closed by the receiver just
 * then.
 */
final class HttpDeliverySender implements DeliverySender {

    private final HttpClient client;

    HttpDeliverySender(Vertx vertx) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    @Override
    public Future<Integer> post(URI url, Map<String, String> headers, Buffer body, Duration within) {
        long millis = Math.max(1, within.toMillis());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setConnectTimeout(millis)
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        long start = System.nanoTime();
        return client.request(options).compose(request -> {
            long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return exchange(request, body, Math.max(1, left));
        });
    }

    private static Future<Integer> exchange(HttpClientRequest request, Buffer body, long millis) {
        return request.send(body)
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(millis, TimeUnit.MILLISECONDS)
                .onFailure(e -> request.reset());
    }
}
