package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.BulkExports;
import io.exportcomments.mock.MockService;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the page on Spring shows of bulk exports. */
@Timeout(120)
class BulkPageTest {
    private final MockService mock = BulkProgram.service();

    @AfterEach
    void stop() {
        mock.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {
        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            JdbcTemplate template = new JdbcTemplate(database);
            template.execute("CREATE TABLE orders (name VARCHAR(20) UNIQUE, last_end VARCHAR(20))");
            return template;
        }
    }

    @Test
    void anOrderIsTakenWithItsExportsOrNotAtAll() {
        BulkProgram.runner(mock, BulkProgram.database())
                .withUserConfiguration(Database.class)
                .withBean(Orders.class)
                .withBean(OrderEnds.class)
                .run(context -> {
                    JdbcTemplate database = context.getBean(JdbcTemplate.class);
                    Orders taking = context.getBean(Orders.class);
                    BulkExports bulk = context.getBean(BulkExports.class);
                    taking.take("a", BulkProgram.requests(2));
                    bulk.await("a", Duration.ofSeconds(60));
                    assertThat(database.queryForObject("SELECT last_end FROM orders WHERE name = 'a'", String.class))
                            .isEqualTo("done");

                    assertThatThrownBy(() -> taking.take("a", BulkProgram.requests(5)))
                            .isInstanceOf(DuplicateKeyException.class);
                    TransactionTemplate failing =
                            new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
                    assertThatThrownBy(() -> failing.executeWithoutResult(status -> {
                                taking.take("b", BulkProgram.requests(1));
                                throw new IllegalStateException("after the submission");
                            }))
                            .hasMessage("after the submission");
                    assertThat(database.queryForObject("SELECT COUNT(*) FROM orders", Integer.class))
                            .isEqualTo(1);
                    assertThat(bulk.batches()).containsExactly("a");
                    assertThat(bulk.progress("a")).map(it -> it.total()).hasValue(2L);
                });
    }
}
