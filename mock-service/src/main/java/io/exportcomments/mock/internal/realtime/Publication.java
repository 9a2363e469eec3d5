package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * What was published in a channel. Immutable.
 *
 * @param data makes the data from what links begin with for a client
 * @param offset in the channel's history, or 0 when it keeps none
 */
record Publication(Function<String, Object> data, long offset) {

    JsonObject toJson(String origin) {
        JsonObject json = new JsonObject().put("data", data.apply(origin));
        return offset == 0 ? json : json.put("offset", offset);
    }
}
