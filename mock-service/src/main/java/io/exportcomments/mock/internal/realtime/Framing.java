package io.exportcomments.mock.internal.realtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How commands and replies, in their JSON form, lie in frames. */
interface Framing {

    /**
     * The commands in a frame.
     *
     * @throws Disconnect with 3501 when there are none that can be read
     */
    List<JsonObject> decode(Buffer frame);

    /** A frame with these replies. */
    Buffer encode(List<JsonObject> replies);
}
