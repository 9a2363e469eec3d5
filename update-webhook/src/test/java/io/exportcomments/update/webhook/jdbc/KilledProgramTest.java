package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What an embedded SQLite has acknowledged outlives a program that is killed. */
@Timeout(120)
class KilledProgramTest {
    private static final Instant NOW = Instant.parse("2026-03-01T07:30:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final int KILLS = 3;
    private static final int DELIVERIES = 200;

    @TempDir
    Path folder;

    /** The program: keeps one delivery after the other, and says of each when it is kept. */
    static final class Keeper {
        private Keeper() {}

        public static void main(String[] arguments) {
            DeliveryStore store = store(arguments[0]);
            for (int i = 0; i < 1_000_000; i++) {
                store.admit(arguments[1] + i, new byte[500], NOW, LATER);
                System.out.println(arguments[1] + i);
            }
        }
    }

    private static DeliveryStore store(String url) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(url);
        return JdbcDeliveryStore.in(database).createTable();
    }

    @Test
    void noDeliveryThatWasKeptIsLost() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("kept.db");
        List<String> kept = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            kept.addAll(keepUntilKilled(url, "id:" + kill + ":"));
        }

        DeliveryStore store = store(url);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(KILLS * DELIVERIES);
        assertThat(kept)
                .allSatisfy(key ->
                        assertThat(store.admit(key, new byte[500], NOW, LATER)).isEqualTo(new Admission.Known(false)));
    }

    private List<String> keepUntilKilled(String url, String prefix) throws Exception {
        List<String> kept = new ArrayList<>();
        Process keeper = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Keeper.class.getName(),
                        url,
                        prefix)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        try (BufferedReader said = keeper.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                kept.add(line);
                if (kept.size() == DELIVERIES + 1) {
                    keeper.toHandle().destroyForcibly();
                }
            }
        } finally {
            keeper.destroyForcibly();
        }
        assertThat(keeper.waitFor(20, TimeUnit.SECONDS)).isTrue();
        // The last line may be half of one.
        return kept.subList(0, Math.max(0, kept.size() - 1));
    }
}
