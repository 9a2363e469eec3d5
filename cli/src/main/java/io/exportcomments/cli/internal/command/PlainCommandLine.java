package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the usual forms of short commands, such as {@code status GUID --json}, by itself: picocli takes longer to learn
 * what options a command has than the command takes. Everything else is left to picocli: other options, other ways to
 * write them, mistakes, and so every word that is said about a command line.
 */
final class PlainCommandLine {
    private PlainCommandLine() {}

    /** The command that these arguments ask for, ready to run; null if they are for picocli. */
    static @Nullable ClientCommand read(Terminal terminal, String... arguments) {
        ClientCommand command = arguments.length == 0 ? null : command(terminal, arguments[0]);
        if (command == null) {
            return null;
        }
        try {
            return takesAll(command, arguments) && command.isComplete() ? command : null;
        } catch (TypeConversionException e) {
            // picocli finds this mistake as well, and words it.
            return null;
        }
    }

    private static @Nullable ClientCommand command(Terminal terminal, String name) {
        return switch (name) {
            case "status" -> new StatusCommand(terminal);
            case "list" -> new ListCommand(terminal);
            case "retry" -> new RetryCommand(terminal);
            case "stop" -> new StopCommand(terminal);
            case "ping" -> new PingCommand(terminal);
            default -> null;
        };
    }

    /** Whether each word is understood, and no option or operand comes twice. */
    private static boolean takesAll(ClientCommand command, String... arguments) {
        Set<String> taken = new HashSet<>();
        int at = 1;
        while (at < arguments.length) {
            String word = arguments[at];
            boolean option = word.startsWith("-");
            String value = at + 1 < arguments.length ? arguments[at + 1] : "";
            if (option && command.takeFlag(word)) {
                at++;
            } else if (option && isValue(value) && command.takeOption(word, value)) {
                at += 2;
            } else if (isValue(word) && command.takeOperand(word)) {
                at++;
            } else {
                return false;
            }
            if (!taken.add(option ? OutputOptions.longName(word) : "")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValue(String word) {
        return !word.isEmpty() && !word.startsWith("-");
    }
}
