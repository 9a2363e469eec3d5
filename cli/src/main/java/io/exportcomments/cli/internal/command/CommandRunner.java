package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.exit.ResultsUnreadException;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The whole command line, put together. */
public final class CommandRunner {
    static final String UTF_8_HINT = "use a UTF-8 locale, such as LC_ALL=C.UTF-8";

    /** What the JVM puts in place of bytes that it can't decode. */
    static final char UNREADABLE = '\ufffd';

    /** There the JVM finds no file, and can't even log. */
    private static final String UNREADABLE_FOLDER =
            "the path of the current folder has characters that can't be read in"
                    + " this locale; go to another folder, or " + UTF_8_HINT;

    private static final Set<String> VERSION = Set.of("--version", "-V");

    private CommandRunner() {}

    /**
     * Runs a command line; what goes wrong is said in one line.
     *
     * @return the exit code
     */
    public static int run(Terminal terminal, String... arguments) {
        TypedSecrets.hide(terminal, arguments);
        int code = guarded(terminal, LeadingOptions.moved(HelpWord.replaced(arguments)));
        if (code != ExitCode.DONE.number() || !terminal.resultsLost()) {
            return code;
        }
        if (terminal.resultsUnread()) {
            return ExitCode.UNREAD.number();
        }
        return told(terminal, new ResultsUnreadException(), List.of(arguments));
    }

    private static int guarded(Terminal terminal, String... arguments) {
        try {
            return execute(terminal, arguments);
        } catch (RuntimeException | Error e) {
            return told(terminal, e, List.of(arguments));
        }
    }

    private static int execute(Terminal terminal, String... arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            terminal.result(Version.line());
            return ExitCode.DONE.number();
        }
        if (!readable(arguments)) {
            return unreadable(terminal, arguments);
        }
        if (!readable(System.getProperty("user.dir", ""))) {
            return failed(terminal, new UsageException(UNREADABLE_FOLDER), List.of(arguments));
        }
        ClientCommand plain = PlainCommandLine.read(terminal, arguments);
        return plain == null ? of(terminal, arguments).execute(arguments) : execute(terminal, plain, arguments);
    }

    /** Runs a command as picocli would. */
    private static int execute(Terminal terminal, ClientCommand command, String... arguments) {
        try {
            return command.call();
        } catch (Exception e) {
            return failed(terminal, e, List.of(arguments));
        }
    }

    /** Whether the JVM could decode what was typed: in a C locale it replaces everything beyond ASCII. */
    private static boolean readable(String... arguments) {
        return Stream.of(arguments).allMatch(argument -> argument.indexOf(UNREADABLE) < 0);
    }

    /** The argument itself is not shown: it may be a secret. */
    private static int unreadable(Terminal terminal, String... arguments) {
        int number = 1;
        while (arguments[number - 1].indexOf(UNREADABLE) < 0) {
            number++;
        }
        UsageException error = new UsageException(
                "argument " + number + " has characters that can't be read in this locale; " + UTF_8_HINT);
        return failed(terminal, error, List.of(arguments));
    }

    /** All commands. */
    static CommandLine of(Terminal terminal) {
        return of(terminal, new Subcommands(terminal)::addAll);
    }

    /** Only what these arguments need: reading the options of every command takes longer than most commands do. */
    private static CommandLine of(Terminal terminal, String... arguments) {
        return of(terminal, root -> new Subcommands(terminal).addFor(root, arguments));
    }

    private static CommandLine of(Terminal terminal, Consumer<CommandLine> subcommands) {
        CommandLine root = new CommandLine(new RootCommand());
        subcommands.accept(root);
        describe(root);
        return root.registerConverter(Path.class, new Converters.PathConverter())
                .setOut(terminal.resultWriter())
                .setErr(terminal.remarkWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.coloursResults() ? Ansi.ON : Ansi.OFF))
                .setAbbreviatedOptionsAllowed(false)
                // What begins with @ is an argument like any other, and no file of them: URLs come from elsewhere.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(Math.min(Math.max(terminal.columns(), 60), 120))
                .setUsageHelpAutoWidth(false)
                .setExecutionExceptionHandler(new FailedCommand(terminal))
                .setParameterExceptionHandler(new WrongCommandLine(terminal));
    }

    private static void describe(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.meanings());
        line.getSubcommands().values().forEach(CommandRunner::describe);
    }

    /** What was not read is told at the end, whichever command it was. */
    private static int failed(Terminal terminal, Exception error, List<String> arguments) {
        return error instanceof ResultsUnreadException ? ExitCode.DONE.number() : told(terminal, error, arguments);
    }

    private static int told(Terminal terminal, Throwable error, List<String> arguments) {
        Outcome outcome = Outcome.of(error);
        ErrorLine.print(terminal, arguments, outcome, error);
        return outcome.code().number();
    }

    /** A class, as of picocli the JDK archives only what no lambda makes (class data sharing). */
    private record FailedCommand(Terminal terminal) implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
            return failed(terminal, error, parsed.originalArgs());
        }
    }

    record WrongCommandLine(Terminal terminal) implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException error, String[] typed) {
            Outcome outcome = new Outcome(ExitCode.USAGE, ParameterErrorText.explain(error));
            ErrorLine.print(terminal, List.of(typed), outcome, error);
            return ExitCode.USAGE.number();
        }
    }
}
