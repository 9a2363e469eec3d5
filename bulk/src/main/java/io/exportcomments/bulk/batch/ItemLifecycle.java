package io.exportcomments.bulk.batch;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lifecycle of an item as one table: what an event makes of each state. Stores change states by it alone, and
 * {@code docs/bulk-items.md} is made from it.
 */
public final class ItemLifecycle {
    /**
     * Rows: the state that an item is in. Columns: what happens. A dash: it can't happen there, and changes nothing.
     */
    private static final String TABLE = """
            .         SEND    CREATED TRY_LATER REFUSED UNCLEAR   DONE FAILED STOPPED RETRY   CANCEL  LOOK_AGAIN
            WAITING   SENDING CREATED WAITING   REFUSED -         -    -      -       -       STOPPED -
            SENDING   SENDING CREATED WAITING   REFUSED UNCERTAIN -    -      -       -       -       -
            CREATED   -       -       WAITING   -       -         DONE FAILED STOPPED -       -       -
            DONE      -       -       -         -       -         -    -      -       -       -       -
            FAILED    -       -       -         -       -         -    -      -       WAITING -       CREATED
            STOPPED   -       -       -         -       -         -    -      -       -       -       CREATED
            REFUSED   -       -       -         -       -         -    -      -       WAITING -       WAITING
            UNCERTAIN -       CREATED -         -       -         -    -      -       WAITING -       SENDING
            """;

    private static final Map<ItemState, Map<ItemEvent, ItemState>> NEXT = parse(TABLE);

    private ItemLifecycle() {}

    private static Map<ItemState, Map<ItemEvent, ItemState>> parse(String table) {
        List<String> lines = table.lines().toList();
        String[] columns = lines.get(0).split(" +");
        Map<ItemState, Map<ItemEvent, ItemState>> rows = new EnumMap<>(ItemState.class);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            Map<ItemEvent, ItemState> row = new EnumMap<>(ItemEvent.class);
            for (int i = 1; i < cells.length; i++) {
                if (!cells[i].equals("-")) {
                    row.put(ItemEvent.valueOf(columns[i]), ItemState.valueOf(cells[i]));
                }
            }
            rows.put(ItemState.valueOf(cells[0]), row);
        }
        return rows;
    }

    /** The state that follows; empty if the event can't happen to an item in this state. */
    public static Optional<ItemState> next(ItemState state, ItemEvent event) {
        return Optional.ofNullable(NEXT.getOrDefault(state, Map.of()).get(event));
    }

    /** The states in which an event can happen. */
    public static Set<ItemState> before(ItemEvent event) {
        Set<ItemState> states = EnumSet.noneOf(ItemState.class);
        for (ItemState state : ItemState.values()) {
            if (next(state, event).isPresent()) {
                states.add(state);
            }
        }
        return states;
    }
}
