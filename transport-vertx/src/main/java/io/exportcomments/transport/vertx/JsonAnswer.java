package io.exportcomments.transport.vertx;

import io.exportcomments.error.ErrorContext;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import okio.BufferedSource;

/**
 * Reads an answer whose body is JSON.
 *
 * @param limit how many bytes are kept: more than the decoding allows, so that it is the one who says so
 * @param decoding reads the body
 */
record JsonAnswer<T>(long limit, Decoding<T> decoding) implements Exchange.Answer<T> {
    @Override
    public void take(Exchange<T> exchange, HttpClientRequest request, HttpClientResponse response) {
        Reader<T> reader = new Reader<>(exchange, response, this);
        reader.body.collect(reader);
    }

    private static final class Reader<T> implements Body.Reader {
        private final Exchange<T> exchange;
        private final HttpClientResponse response;
        private final JsonAnswer<T> answer;
        private final Body body;

        Reader(Exchange<T> exchange, HttpClientResponse response, JsonAnswer<T> answer) {
            this.exchange = exchange;
            this.response = response;
            this.answer = answer;
            this.body = new Body(response, answer.limit);
        }

        @Override
        public void whole() {
            if (!exchange.isOver()) {
                exchange.whole();
                decode();
            }
        }

        @Override
        public void full() {
            if (!exchange.isOver()) {
                exchange.hangUp();
                decode();
            }
        }

        @Override
        public void broken(Throwable cause) {
            exchange.fail(Failures.ofBody(exchange.context(), cause));
        }

        private void decode() {
            ErrorContext answered = exchange.context().answered(response.statusCode(), null, null);
            exchange.read(() -> answer.decoding.decode(body.source(), answered));
        }
    }

    /** Reads a value from a body. */
    @FunctionalInterface
    interface Decoding<T> {
        T decode(BufferedSource source, ErrorContext context) throws IOException;
    }
}
