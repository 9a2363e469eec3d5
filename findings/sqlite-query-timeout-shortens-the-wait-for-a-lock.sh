#!/usr/bin/env bash
# sqlite-jdbc 3.51.0.0 and 3.50.3.0, with HikariCP 7.0.2: Statement.setQueryTimeout (which JdbcTemplate, MyBatis and
# Spring's @Transactional(timeout = …) use) is about another thing than its name says, and is felt afterwards.
#   - A query that computes is not ended by it: with a timeout of 1 s it runs to its end, without an exception.
#   - What it sets is the busy timeout of the whole connection, while the statement runs. So a timeout of 1 s on a write
#     makes that write give up on a lock after 1 s where 20 s were configured.
#   - Then it sets the busy timeout "back", not to what it was but to what the driver was opened with, 3 s unless told.
#     A pool whose connectionInitSql is "PRAGMA busy_timeout = 20000" thus has a connection of 3 s from the first such
#     statement on, and the pool, which ran that SQL once, never sets it again: SQLITE_BUSY comes to other callers,
#     later, under load. No exception and no log line says so.
# Expected: a limit for the query, and nothing that is left on the connection when the statement is closed.
# What helps: busy_timeout in the address of the database, not by PRAGMA; and no query timeout. Seen with JDK 17 and 25.
set -euo pipefail
sqlite=3.51.0.0
hikari=7.0.2
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
      <groupId>org.xerial</groupId>
      <artifactId>sqlite-jdbc</artifactId>
      <version>$sqlite</version>
    </dependency>
    <dependency>
      <groupId>com.zaxxer</groupId>
      <artifactId>HikariCP</artifactId>
      <version>$hikari</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Busy.java <<'JAVA'
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Uses a pool of one connection with a query timeout, and asks for its busy timeout before and after. */
class Busy {
    private static final String ASK = "PRAGMA busy_timeout";
    private static final String WRITE = "INSERT INTO comment VALUES (1)";
    private static final String LONG = "WITH RECURSIVE c(n) AS"
            + " (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000000) SELECT count(*) FROM c";

    public static void main(String[] arguments) throws Exception {
        tell("set by PRAGMA", "jdbc:sqlite:one.db", ASK + " = 20000");
        tell("set in the address", "jdbc:sqlite:two.db?busy_timeout=20000", null);
    }

    private static void tell(String what, String url, String first) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setConnectionInitSql(first);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE comment(id)");
            System.out.println(what + ": " + busyTimeout(pool) + " ms");
            statement.execute("BEGIN IMMEDIATE");
            System.out.println("  a write with a query timeout of 1 s, while another has the lock: "
                    + timed(pool, WRITE));
            statement.execute("ROLLBACK");
            System.out.println("  a query that takes longer: " + timed(pool, LONG));
            System.out.println("  for the next caller: " + busyTimeout(pool) + " ms");
        }
    }

    private static String timed(HikariDataSource pool, String sql) throws SQLException {
        long began = System.nanoTime();
        String end = "done";
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(1);
            statement.execute();
        } catch (SQLException e) {
            end = "error " + e.getErrorCode();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (sql.equals(LONG)) {
            return end + (seconds > 1.1 ? ", late" : ", too short to tell");
        }
        return end + (seconds < 10 ? ", long before 20 s" : ", late");
    }

    private static int busyTimeout(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ASK)) {
            result.next();
            return result.getInt(1);
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Busy.java
java -cp "lib/*:classes" Busy 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
set by PRAGMA: 20000 ms
  a write with a query timeout of 1 s, while another has the lock: error 5, long before 20 s
  a query that takes longer: done, late
  for the next caller: 3000 ms
set in the address: 20000 ms
  a write with a query timeout of 1 s, while another has the lock: error 5, long before 20 s
  a query that takes longer: done, late
  for the next caller: 20000 ms
EXPECTED
