/** The store of bulk exports in SQLite, H2 and PostgreSQL. */
module io.exportcomments.bulk.jdbc {
    requires transitive io.exportcomments.bulk;
    requires transitive java.sql;
    requires io.exportcomments.codec.moshi;
    requires static org.jspecify;

    exports io.exportcomments.bulk.jdbc;
}
