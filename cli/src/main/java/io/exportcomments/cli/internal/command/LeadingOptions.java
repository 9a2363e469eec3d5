package io.exportcomments.cli.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code --token} and {@code --base-url} before the command, where the service's own command line has them. */
final class LeadingOptions {
    private static final Set<String> MOVED = Set.of("--token", "--base-url");
    private static final Set<String> OF_TWO_WORDS = Set.of("batch", "bulk");

    private LeadingOptions() {}

    /** The same arguments, with those options behind the command. */
    static String[] moved(String... arguments) {
        int command = 0;
        while (command < arguments.length && MOVED.contains(name(arguments[command]))) {
            command += arguments[command].indexOf('=') < 0 ? 2 : 1;
        }
        if (command == 0 || command >= arguments.length || arguments[command].startsWith("-")) {
            return arguments;
        }
        List<String> all = new ArrayList<>(List.of(arguments).subList(command, arguments.length));
        int behind = OF_TWO_WORDS.contains(all.get(0)) ? Math.min(2, all.size()) : 1;
        all.addAll(behind, List.of(arguments).subList(0, command));
        return all.toArray(String[]::new);
    }

    private static String name(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }
}
