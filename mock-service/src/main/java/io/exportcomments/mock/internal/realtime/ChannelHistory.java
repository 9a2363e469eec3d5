package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** What was published in a recoverable channel in one epoch, as far as it is kept. Guarded by the hub's lock. */
final class ChannelHistory {

    private final String epoch;
    private final Deque<Publication> kept = new ArrayDeque<>();
    private long offset;

    ChannelHistory(String epoch) {
        this.epoch = epoch;
    }

    Publication append(Function<String, Object> data, int capacity) {
        Publication publication = new Publication(data, ++offset);
        kept.addLast(publication);
        while (kept.size() > capacity) {
            kept.removeFirst();
        }
        return publication;
    }

    /** Where it stands, as an entry of a connect reply. */
    JsonObject position() {
        return new JsonObject()
                .put("recoverable", true)
                .put("positioned", true)
                .put("epoch", epoch)
                .put("offset", offset);
    }

    /** The entry for a client that saw all up to an offset; without the fault, recovered when nothing is missing. */
    JsonObject recover(JsonObject request, boolean refuse, String origin) {
        long from = request.getLong("offset", 0L);
        boolean whole = offset - from <= kept.size() && from <= offset;
        boolean recovered = !refuse && whole && epoch.equals(request.getString("epoch"));
        JsonObject entry = position().put("was_recovering", true).put("recovered", recovered);
        if (!recovered) {
            return entry;
        }
        JsonArray missed = new JsonArray();
        kept.stream().filter(p -> p.offset() > from).map(p -> p.toJson(origin)).forEach(missed::add);
        return entry.put("offset", from).put("publications", missed);
    }
}
