package io.exportcomments.cli.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who works on a database is told from each other, by whatever name each knows it. */
class DatabaseLockTest {
    @TempDir
    Path folder;

    private Path database = Path.of("");

    @BeforeEach
    void make() throws Exception {
        database = Files.createFile(folder.resolve("list.db"));
    }

    private void isNotAlone(Path name) {
        try (DatabaseLock first = new DatabaseLock(database);
                DatabaseLock second = new DatabaseLock(name)) {
            first.share();
            assertThat(second.isAlone()).isFalse();
        }
        try (DatabaseLock later = new DatabaseLock(name)) {
            assertThat(later.isAlone()).isTrue();
        }
    }

    @Test
    void byTheSameName() {
        isNotAlone(database);
    }

    @Test
    void byALongerName() {
        isNotAlone(folder.resolve("..").resolve(folder.getFileName()).resolve("list.db"));
    }

    @Test
    void byALinkToTheFile() throws Exception {
        isNotAlone(Files.createSymbolicLink(folder.resolve("link.db"), database));
    }

    @Test
    void byALinkToTheFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("there"), folder);
        isNotAlone(link.resolve("list.db"));
    }
}
