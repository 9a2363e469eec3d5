/** An account's limits in a database, shared by all programs that use it. */
module io.exportcomments.quota.jdbc {
    requires transitive io.exportcomments.core;
    requires transitive java.sql;
    requires static org.jspecify;

    exports io.exportcomments.quota.jdbc;
}
