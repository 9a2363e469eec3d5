package io.exportcomments.mock.internal.realtime;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** What was published in a recoverable channel in one epoch, as far as it is kept. Guarded by the hub's lock. */
final class ChannelHistory {

    private static final int MOST_RECOVERED = 300;

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

    /** Where it stands, as an entry of a connect reply; as in Centrifugo, what is 0 or false is left out. */
    JsonObject position() {
        JsonObject entry = new JsonObject()
                .put("recoverable", true)
                .put("positioned", true)
                .put("epoch", epoch);
        return offset == 0 ? entry : entry.put("offset", offset);
    }

    /**
     * The entry for a client that saw all up to an offset. Unless refused, it is recovered when nothing is missing and
     * not too much was missed; an empty epoch is as good as the right one.
     */
    JsonObject recover(JsonObject request, boolean refuse, String origin) {
        long from = request.getValue("offset") instanceof Number number ? number.longValue() : 0;
        Object seen = request.getValue("epoch");
        boolean sameEpoch = seen == null || seen.equals("") || seen.equals(epoch);
        long missed = offset - from;
        boolean recovered = !refuse && sameEpoch && missed >= 0 && missed <= Math.min(kept.size(), MOST_RECOVERED);
        JsonObject entry = position().put("was_recovering", true);
        if (!recovered) {
            return entry;
        }
        entry.put("recovered", true);
        if (from > 0) {
            entry.put("offset", from);
        } else {
            entry.remove("offset");
        }
        JsonArray publications = new JsonArray();
        kept.stream().filter(p -> p.offset() > from).map(p -> p.toJson(origin)).forEach(publications::add);
        return publications.isEmpty() ? entry : entry.put("publications", publications);
    }
}
