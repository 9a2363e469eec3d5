package io.exportcomments.transport.vertx;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;

/**
 * What nobody wants of an answer. If it is little and comes at once it is read, so that its connection can be used again; otherwise
 * the connection is closed. For the home context only.
 */
final class Leftover {
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final int LITTLE = 64 * 1024;

    private final HttpClientRequest request;
    private long read;
    private boolean over;

    private Leftover(HttpClientRequest request) {
        this.request = request;
    }

    /** Takes an answer that is good whatever it says. */
    @SuppressWarnings("NullAway") // A Void has no other value than null.
    static void takeNothing(Exchange<Void> exchange, HttpClientRequest request, HttpClientResponse response) {
        exchange.over();
        discard(exchange.conversation().stack(), request, response);
        exchange.read(() -> null);
    }

    static void discard(HttpStack stack, HttpClientRequest request, HttpClientResponse response) {
        Leftover leftover = new Leftover(request);
        long timer = stack.later(AT_ONCE, leftover::hangUp);
        response.exceptionHandler(broken -> leftover.end(stack, timer));
        response.endHandler(end -> {
            stack.used(request.connection());
            leftover.end(stack, timer);
        });
        response.handler(chunk -> {
            leftover.read += chunk.length();
            if (leftover.read > LITTLE) {
                leftover.hangUp();
            }
        });
        response.resume();
    }

    private void end(HttpStack stack, long timer) {
        over = true;
        stack.cancelTimer(timer);
    }

    private void hangUp() {
        if (!over) {
            over = true;
            request.reset();
        }
    }
}
