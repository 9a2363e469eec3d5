package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "generate-manual",
        description =
                "Writes the manual as pages for man, one for each command. For example: mkdir -p ~/.local/share/man/man1;"
                        + " exportcomments generate-manual ~/.local/share/man/man1; man exportcomments-export.")
final class ManualCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where to; pages that are there are replaced.")
    private @Nullable Path folder;

    private final Terminal terminal;

    ManualCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path target = Objects.requireNonNull(folder, "folder");
        if (!Files.isDirectory(target)) {
            throw new UsageException(target + " is not a directory");
        }
        try {
            for (Map.Entry<String, String> page :
                    pages(CommandRunner.of(terminal)).entrySet()) {
                Files.writeString(target.resolve(page.getKey() + ".1"), page.getValue());
            }
        } catch (IOException e) {
            throw new UsageException("can't write to " + target + ": " + e.getMessage());
        }
        return ExitCode.DONE.number();
    }

    /** The pages of a command and all below it, by their names. */
    static Map<String, String> pages(CommandLine command) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(ManualPage.name(command.getCommandSpec()), ManualPage.of(command));
        command.getSubcommands().values().forEach(below -> pages.putAll(pages(below)));
        return pages;
    }
}
