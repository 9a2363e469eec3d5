package io.exportcomments.cli.internal.command;

import java.util.ArrayList;
import java.util.List;

/** {@code help COMMAND} for {@code COMMAND --help}, as many programs have it. */
final class HelpWord {
    private HelpWord() {}

    /** The same arguments, with the option in place of the word. */
    static String[] replaced(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        all.add("--help");
        return all.toArray(String[]::new);
    }
}
