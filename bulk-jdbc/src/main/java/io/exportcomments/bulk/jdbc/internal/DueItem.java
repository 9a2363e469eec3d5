package io.exportcomments.bulk.jdbc.internal;

import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.port.BatchRecord;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.bulk.port.StoreTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * An item that is due to be sent.
 *
 * @param refusal why it must not be, though an earlier version took it; its job, if it has one, is all that is needed
 */
record DueItem(ItemRecord item, Optional<String> refusal) {
    static DueItem of(ResultSet row, LongFunction<BatchRecord> batches) throws SQLException {
        ItemRecord item = ItemRows.item(row, batches);
        return new DueItem(
                item, item.job() == null ? RequestJson.refusalOf(row.getString("request")) : Optional.empty());
    }

    /** Those that may be sent; the others have ended. */
    static List<ItemRecord> unrefused(List<DueItem> due, StoreTransaction tx) {
        List<ItemRecord> unrefused = new ArrayList<>();
        for (DueItem each : due) {
            if (each.refusal.isEmpty()) {
                unrefused.add(each.item);
            } else {
                tx.save(each.item
                        .edit()
                        .event(ItemEvent.REFUSED)
                        .message(each.refusal.get())
                        .dueAt(tx.now())
                        .done(tx.now()));
            }
        }
        return unrefused;
    }
}
