package io.exportcomments.transport.vertx;

import io.vertx.core.http.HttpClientResponse;
import java.time.Instant;

/** Reads an answer that is none of the 200s. Its status says what kind of error it is, so whatever comes of its body is enough. */
final class Refusal<T> implements Body.Reader {
    private static final long LONGEST = 64 * 1024;

    private final Exchange<T> exchange;
    private final HttpClientResponse response;
    private final Body body;

    private Refusal(Exchange<T> exchange, HttpClientResponse response) {
        this.exchange = exchange;
        this.response = response;
        this.body = new Body(response, LONGEST);
    }

    static <T> void read(Exchange<T> exchange, HttpClientResponse response) {
        Refusal<T> refusal = new Refusal<>(exchange, response);
        refusal.body.collect(refusal);
    }

    @Override
    public void whole() {
        if (!exchange.isOver()) {
            exchange.whole();
            tell();
        }
    }

    @Override
    public void full() {
        if (!exchange.isOver()) {
            exchange.hangUp();
            tell();
        }
    }

    @Override
    public void broken(Throwable cause) {
        full();
    }

    private void tell() {
        exchange.read(() -> {
            throw exchange.conversation()
                    .codec()
                    .errorFor(
                            exchange.context(),
                            response.statusCode(),
                            response.getHeader("Retry-After"),
                            body.source(),
                            Instant.now());
        });
    }
}
