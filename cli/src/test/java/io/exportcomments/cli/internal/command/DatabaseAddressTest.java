package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.cli.internal.exit.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file commands on a database have in common, however each of them names it. */
class DatabaseAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/list.db",
                "jdbc:sqlite:a/list.db",
                "jdbc:SQLite:a/list.db",
                "jdbc:sqlite:a/list.db?busy_timeout=20000",
                "jdbc:sqlite:file:a/list.db",
                "jdbc:sqlite:file:a/li%73t.db?cache=shared"
            })
    void anSqliteFileIsKnownByEachOfItsNames(String name) {
        assertThat(new DatabaseAddress(name).file()).contains(Path.of("a/list.db"));
    }

    @Test
    void anAbsoluteOneIsKnown() {
        assertThat(new DatabaseAddress("jdbc:sqlite:file:///tmp/list.db").file())
                .contains(Path.of("/tmp/list.db"));
        assertThat(new DatabaseAddress("jdbc:sqlite:/tmp/list.db").file()).contains(Path.of("/tmp/list.db"));
    }

    @Test
    void aUriMayHaveBlanks() {
        assertThat(new DatabaseAddress("jdbc:sqlite:file:my list+1%3f.db#x").file())
                .contains(Path.of("my list+1?.db"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite:",
                "jdbc:h2:./list",
                "jdbc:postgresql://host/list"
            })
    void whatIsNoFileOfSqlitesIsNone(String name) {
        assertThat(new DatabaseAddress(name).file()).isEmpty();
    }

    @Test
    void whatIsNoNameIsSaid() {
        assertThatThrownBy(() -> new DatabaseAddress("jdbc:sqlite:file:%").file())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no name of a file");
    }
}
