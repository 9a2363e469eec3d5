#!/usr/bin/env bash
# H2 2.3.232, "ORDER BY … LIMIT 1 FOR UPDATE SKIP LOCKED", the usual way to take the next job from a table. Where H2
# has to sort, it locks every row that it reads, not the one that it returns: the first worker gets a job and holds all
# of them, and the second is told that there is none. A statement without SKIP LOCKED then waits for a row that nobody
# asked for, and fails by timeout. Where H2 reads in the right order anyhow, as with ORDER BY id alone, only the row
# that is returned is locked. So a further column in ORDER BY decides which rows are locked; an index on both columns
# was no help in this small table. Expected: one row, as on PostgreSQL, where the very same statements give the second
# worker the second job (seen with 14.15). A test on H2 thus has one worker at work where the program is to have many,
# and does not meet what comes of two at once.
# What helps: read the id without a lock, then lock by id and look again. Seen with JDK 17 and 25.
set -euo pipefail
h2=2.3.232
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -B -q "$dependency_plugin:copy" -Dartifact="com.h2database:h2:$h2" -DoutputDirectory=lib

cat >Workers.java <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two workers take the next of three jobs, each in a transaction of its own. */
class Workers {
    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:h2:mem:jobs;LOCK_TIMEOUT=300";
        try (Connection first = DriverManager.getConnection(url);
                Connection second = DriverManager.getConnection(url)) {
            try (Statement statement = first.createStatement()) {
                statement.execute("CREATE TABLE job(id INT PRIMARY KEY, priority INT)");
                statement.execute("INSERT INTO job VALUES (1, 5), (2, 5), (3, 5)");
                statement.execute("CREATE INDEX job_order ON job(priority, id)");
            }
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            tell("id", first, second);
            tell("priority, id", first, second);
        }
    }

    private static void tell(String order, Connection first, Connection second) throws SQLException {
        String next = "SELECT id FROM job ORDER BY " + order + " LIMIT 1 FOR UPDATE SKIP LOCKED";
        System.out.println("ORDER BY " + order + ": the first worker has " + take(first, next) + ", the second has "
                + take(second, next));
        second.rollback();
        System.out.println("  the third job, which nobody took: "
                + take(second, "SELECT id FROM job WHERE id = 3 FOR UPDATE"));
        second.rollback();
        first.rollback();
    }

    private static String take(Connection worker, String query) {
        try (Statement statement = worker.createStatement(); ResultSet result = statement.executeQuery(query)) {
            return result.next() ? "job " + result.getInt(1) : "none";
        } catch (SQLException e) {
            return "error " + e.getErrorCode();
        }
    }
}
JAVA
javac -d classes Workers.java
java -cp "lib/*:classes" Workers | tee seen
diff seen - <<'EXPECTED'
ORDER BY id: the first worker has job 1, the second has job 2
  the third job, which nobody took: job 3
ORDER BY priority, id: the first worker has job 1, the second has none
  the third job, which nobody took: error 50200
EXPECTED
