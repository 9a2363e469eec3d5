package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs command lines. Of those that would serve, wait or write files wherever they are told to, it reads the arguments
 * only.
 */
public final class ParsedCommandLine {
    private static final Set<String> HELD = Set.of("mock", "mcp", "listen", "bulk", "generate-manual");

    private ParsedCommandLine() {}

    /** The exit code. */
    public static int run(Terminal terminal, String... arguments) {
        boolean held = Stream.of(arguments)
                .anyMatch(word -> HELD.contains(word) || word.startsWith("--mock") || word.startsWith("--proxy"));
        return held ? read(terminal, arguments) : CommandRunner.run(terminal, arguments);
    }

    private static int read(Terminal terminal, String... arguments) {
        TypedSecrets.hide(terminal, arguments);
        CommandLine line = CommandRunner.of(terminal);
        line.setExecutionStrategy(parsed -> {
            Integer help = CommandLine.executeHelpRequest(parsed);
            return help == null ? 0 : help;
        });
        return line.execute(LeadingOptions.moved(arguments));
    }
}
