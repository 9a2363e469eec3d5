package io.exportcomments.examples.bulk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.exportcomments.job.Plan;

/** What all programs that use the account have to agree on. */
final class SharedAccount {
    /** What the account's limits are called in the database; never the token. */
    static final String NAME = "our-account";

    static final String BATCH = "example";

    /** Like Business, with more jobs in 5 minutes: who looks on does not want to wait. */
    static final Plan PLAN = new Plan("example", 300, Integer.MAX_VALUE, 5, 5, 60, 80);

    private SharedAccount() {}

    /** Connections for the batch and for the limits: three are enough. The caller closes it. */
    static HikariDataSource database(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(30_000);
        return new HikariDataSource(config);
    }
}
