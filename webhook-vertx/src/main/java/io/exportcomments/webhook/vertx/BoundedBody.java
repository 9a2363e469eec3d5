package io.exportcomments.webhook.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request's body as far as it is of use: up to one byte more than allowed, which tells that it is too long. For one
 * request.
 */
final class BoundedBody {
    private final int most;
    private final Buffer bytes = Buffer.buffer();

    BoundedBody(int allowed) {
        this.most = allowed + 1;
    }

    /** The body; it is there as soon as enough of it is. */
    Future<Buffer> of(HttpServerRequest request) {
        Promise<Buffer> body = Promise.promise();
        request.handler(piece -> {
            bytes.appendBuffer(piece, 0, Math.min(piece.length(), most - bytes.length()));
            if (bytes.length() == most) {
                body.tryComplete(bytes);
            }
        });
        request.endHandler(end -> body.tryComplete(bytes));
        request.exceptionHandler(body::tryFail);
        // A handler before may have held it up while it was waiting for something.
        request.resume();
        return body.future();
    }
}
