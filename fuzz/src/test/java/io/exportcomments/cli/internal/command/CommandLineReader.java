package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Reads command lines as the command does, and runs none of them. What options there are it learns once, as that takes
 * a hundred times as long as reading them.
 */
public final class CommandLineReader {
    private final CommandLine commands;

    /** A reader; what it reads is said on the terminal of each command line, and nothing on this one. */
    public CommandLineReader(Terminal silent) {
        commands = CommandRunner.of(silent);
    }

    /** The exit code of a wrong command line, else 0. */
    public int read(Terminal terminal, String... typed) {
        TypedSecrets.hide(terminal, typed);
        String[] arguments = LeadingOptions.moved(HelpWord.replaced(typed));
        try {
            commands.parseArgs(arguments);
            return 0;
        } catch (ParameterException e) {
            return new CommandRunner.WrongCommandLine(terminal).handleParseException(e, arguments);
        }
    }
}
