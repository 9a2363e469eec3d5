package io.exportcomments.fuzz;

import io.exportcomments.cli.internal.command.CommandLineReader;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Each line is an argument; they are read and not carried out. A wrong command line is told in one line. */
final class OptionsTarget implements FuzzTarget {
    private final CommandLineReader reader =
            new CommandLineReader(terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));

    @Override
    public boolean take(byte[] input) {
        String[] words = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        String[] typed = Arrays.copyOf(words, Math.min(words.length, ArgumentsTarget.MOST_ARGUMENTS));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = reader.read(terminal(out, err), typed);
        String said = err.toString(StandardCharsets.UTF_8);
        Secrets.assertNotIn(said);
        if (code != 0 && code != 2) {
            throw new AssertionError("Exit code " + code + ": " + said);
        }
        if (code == 2) {
            ArgumentsTarget.assertOneLine(List.of(typed), out.toString(StandardCharsets.UTF_8), said);
        } else if (out.size() > 0 || err.size() > 0) {
            throw new AssertionError("Nothing was wrong, and this was said: " + said + out);
        }
        return code == 0;
    }

    private static Terminal terminal(OutputStream out, OutputStream err) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                fact -> null,
                ArgumentsTarget.ENVIRONMENT::get);
    }
}
