package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.exportcomments.job.Plan;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.quota.jdbc.JdbcQuotaLog;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What the page on shared limits shows compiles, is shown as it is here, and refuses what the page says. */
class SharedLimitsPageTest {
    private static Policies sharing(DataSource dataSource) {
        // tag::sharing[]
        JdbcQuotaLog log = JdbcQuotaLog.in(dataSource, "our-account");
        log.createTables();
        Policies policies = Policies.builder(Plan.BUSINESS).shared(log).build();
        // end::sharing[]
        return policies;
    }

    @Test
    void thePageShowsWhatIsHere() {
        Snippets.assertShown(
                "docs/shared-limits.md",
                "integration-tests/src/test/java/io/exportcomments/integration/SharedLimitsPageTest.java");
    }

    @Test
    void anotherDatabaseIsRefused() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:limits");

        assertThatIllegalStateException()
                .isThrownBy(() -> sharing(h2))
                .withMessage("Limits can be shared in PostgreSQL and SQLite, not in H2");
    }
}
