package io.exportcomments.quota.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Programs of their own, which know of each other by the database alone. */
@Timeout(90)
class SeveralProgramsTest {
    private static final int PROGRAMS = 3;
    private static final int CALLS = 5;

    /** The wall clock is read in milliseconds, and the database's is. */
    private static final long TOLERANCE = 5;

    @TempDir
    Path folder;

    @Test
    void noWindowHoldsMoreThanTheLimitAndWhatDiesIsCounted() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("limits.db");
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(url);
        JdbcQuotaLog.in(database, "shared").createTables();

        List<Process> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(start(url));
        }
        List<Long> times = new ArrayList<>();
        for (Process program : programs) {
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).as(said).isZero();
            said.lines().map(Long::valueOf).forEach(times::add);
        }
        times.sort(null);
        assertThat(times).hasSize(PROGRAMS * CALLS);
        for (int i = OneProgram.MOST; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - OneProgram.MOST))
                    .isGreaterThanOrEqualTo(OneProgram.SPAN.toMillis() - TOLERANCE);
        }
        try (var connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT COUNT(*) FROM exportcomments_quota_use WHERE settled = 0")) {
            assertThat(rows.getInt(1)).as("what was under way at the end").isEqualTo(PROGRAMS);
        }
    }

    private static Process start(String url) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneProgram.class.getName(),
                        url,
                        Integer.toString(CALLS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
