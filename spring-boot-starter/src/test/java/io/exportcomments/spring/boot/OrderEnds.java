package io.exportcomments.spring.boot;

import io.exportcomments.bulk.batch.EndHandler;
import io.exportcomments.bulk.batch.ItemEnd;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

// tag::bulk-ends[]
@Component
class OrderEnds implements EndHandler {
    private final JdbcTemplate database;

    OrderEnds(JdbcTemplate database) {
        this.database = database;
    }

    @Override
    public void ended(ItemEnd end) {
        database.update(
                "UPDATE orders SET last_end = ? WHERE name = ?",
                end.item().state().label(),
                end.item().batch());
    }
}
// end::bulk-ends[]
