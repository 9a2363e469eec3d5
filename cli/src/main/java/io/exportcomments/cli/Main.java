package io.exportcomments.cli;

import io.exportcomments.cli.internal.command.CommandRunner;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.logging.LogManager;

/** The {@code exportcomments} command. Its exit codes and its lines of JSON are described in {@code docs/cli.md}. */
public final class Main {
    private Main() {}

    /** Runs a command line, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // What has to be said to a person, the command says; the libraries' logs would only stand between.
        LogManager.getLogManager().reset();
        Terminal terminal = new Terminal(
                System.out, System.err, fact -> System.getProperty("exportcomments." + fact), System::getenv);
        System.exit(CommandRunner.run(terminal, arguments));
    }
}
