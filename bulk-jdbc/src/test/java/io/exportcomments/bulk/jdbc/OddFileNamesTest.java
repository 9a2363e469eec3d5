package io.exportcomments.bulk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.job.ExportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is found by the name that it was given, whatever that would mean in a URL. */
class OddFileNamesTest {
    private static final String OWN = "rw-------";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what?.db",
                "a?mode=memory&cache=shared.db",
                "a?b#c%41;d.db",
                "50%.db",
                "a#b.db",
                "a%41.db",
                "a b;c&d+e.db",
                ":memory:",
                "file:a.db",
                "mode=memory.db"
            })
    void aBatchIsInTheFileOfThatName(String name) throws IOException {
        Path file = folder.resolve(name);
        submit(file);

        try (JdbcBulkStore again = JdbcBulkStore.sqlite(file)) {
            assertThat(BulkBatches.in(again).batches()).containsExactly("batch");
        }
        assertThat(files()).containsExactly(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(OWN);
    }

    @Test
    void aNameOutsideOfLatinIsKept() throws IOException {
        String name = "список?é.db";
        Assumptions.assumeTrue(canName(name), "the file system's alphabet has it");
        submit(folder.resolve(name));
        assertThat(files()).containsExactly(name);
    }

    @Test
    void aUriIsTheFileThatItNamesAndForItsOwnerAlone() throws IOException {
        JdbcBulkStore.at("jdbc:sqlite:file:" + folder + "/a%3fb c.db?busy_timeout=100")
                .close();
        assertThat(files()).containsExactly("a?b c.db");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a?b c.db"))))
                .isEqualTo(OWN);
    }

    @Test
    void noNameIsNoDatabaseInMemory() {
        assertThatThrownBy(() -> JdbcBulkStore.sqlite(Path.of(""))).isInstanceOf(BulkStoreException.class);
    }

    private static void submit(Path file) {
        try (JdbcBulkStore store = JdbcBulkStore.sqlite(file)) {
            BulkBatches.in(store).submit(BatchPlan.named("batch"), List.of(ExportRequest.of("https://example.com/1")));
        }
    }

    private boolean canName(String name) {
        try {
            return !Files.exists(folder.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
