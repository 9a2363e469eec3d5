package io.exportcomments.spring.boot;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.job.ExportRequest;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

// tag::bulk[]
@Component
class Orders {
    private final JdbcTemplate database;
    private final BulkExports bulk;

    Orders(JdbcTemplate database, BulkExports bulk) {
        this.database = database;
        this.bulk = bulk;
    }

    @Transactional
    public void take(String order, List<ExportRequest> posts) {
        database.update("INSERT INTO orders (name) VALUES (?)", order);
        bulk.submit(order, posts);
    }
}
// end::bulk[]
