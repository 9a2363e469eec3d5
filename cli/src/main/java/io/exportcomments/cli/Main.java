package io.exportcomments.cli;

import io.exportcomments.cli.internal.command.CommandRunner;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.SilentLogging;
import io.exportcomments.cli.internal.terminal.StandardOutput;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The {@code exportcomments} command. Its exit codes and its lines of JSON are described in {@code docs/cli.md}. */
public final class Main {
    private Main() {}

    /** Runs a command line, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(System.out, System.err, Main::fact, System::getenv);
        // What a person has to know, the command says; whatever libraries print or log would only stand between.
        var ofLibraries = terminal.libraryOutput(Arrays.asList(arguments).contains("--verbose"));
        System.setOut(ofLibraries);
        System.setErr(ofLibraries);
        SilentLogging.begin();
        startFaster();
        System.exit(run(terminal, arguments));
    }

    private static @Nullable String fact(String name) {
        return name.equals("pipe.out")
                ? Boolean.toString(StandardOutput.isPipe())
                : System.getProperty("exportcomments." + name);
    }

    /** Has picocli not look for Groovy in each of the jars, nor set up converters that no option uses. */
    private static void startFaster() {
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    }

    private static int run(Terminal terminal, String... arguments) {
        try {
            return CommandRunner.run(terminal, arguments);
        } catch (RuntimeException | Error e) {
            Outcome outcome = Outcome.of(e);
            terminal.error(outcome.line());
            return outcome.code().number();
        }
    }
}
