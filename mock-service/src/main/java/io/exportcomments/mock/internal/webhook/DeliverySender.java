package io.exportcomments.mock.internal.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Brings a delivery to its receiver. */
public interface DeliverySender {

    /**
     * Posts a body.
     *
     * @param within how long it may take in all; then it is given up
     * @return the status of the answer, or why there is none
     */
    Future<Integer> post(URI url, Map<String, String> headers, Buffer body, Duration within);
}
