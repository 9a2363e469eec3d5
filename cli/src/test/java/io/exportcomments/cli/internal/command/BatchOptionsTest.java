package io.exportcomments.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        Typed typed = new Typed();
        new CommandLine(typed).parseArgs("--from", file.toString());

        assertThat(typed.options.urls()).containsExactly("https://example.com/1", "https://example.com/2");
        Files.delete(file);
        assertThat(typed.options.urls()).containsExactly("https://example.com/1", "https://example.com/2");
    }
}
