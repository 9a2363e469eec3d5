package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Tag("jdk-independent")
class BatchOptionsTest {
    @TempDir
    Path folder;

    @Command
    static final class Typed {
        @Mixin
        private final BatchOptions options = new BatchOptions();
    }

    /** A pipe, such as a shell's {@code <(command)}, gives its text only once. */
    @Test
    void theFileIsReadOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("urls.txt"), "https://example.com/1\nhttps://example.com/2\n");
        Typed typed = typed("--from", file.toString());

        assertThat(typed.options.urls()).containsExactly("https://example.com/1", "https://example.com/2");
        Files.delete(file);
        assertThat(typed.options.urls()).containsExactly("https://example.com/1", "https://example.com/2");
    }

    @Test
    void aListNamedLikeTheUrlOfADatabaseIsAFile() {
        Typed from = typed("--from", "jdbc:list");
        Typed report = typed("--from", "list", "--report", "jdbc:report");

        assertThat(from.options.database().file()).hasValue(Path.of(".", "jdbc:list.db"));
        assertThat(report.options.database().file()).hasValue(Path.of(".", "jdbc:report.db"));
    }

    /** Such a name is another one each time, and the next run has to find the report. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdin", "/dev/fd/63", "/proc/self/fd/11"})
    void aPipeNeedsANamedReport(String from) {
        BatchOptions options = typed("--from", from).options;
        assertThatThrownBy(() -> options.check(false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--report");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdin", "/dev/fd/63", "/proc/self/fd/11"})
    void theBatchOfAPipeIsNamedAfterTheReport(String from) {
        BatchOptions options = typed("--from", from, "--report", "runs/march.report").options;
        options.check(false);
        assertThat(options.batch()).isEqualTo("march.report");
    }

    private static Typed typed(String... arguments) {
        Typed typed = new Typed();
        new CommandLine(typed).parseArgs(arguments);
        return typed;
    }
}
