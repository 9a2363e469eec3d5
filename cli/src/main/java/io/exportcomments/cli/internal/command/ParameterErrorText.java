package io.exportcomments.cli.internal.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with a command line. It does not repeat more of it than it must: a token could be in
 * it.
 */
final class ParameterErrorText {
    private static final int LONGEST_WORD = 30;

    private ParameterErrorText() {}

    static String explain(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String help = "; see '" + command.getCommandSpec().qualifiedName() + " --help'";
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched, command, help);
        }
        if (error instanceof MissingParameterException missing) {
            return missing(missing) + help;
        }
        return lower(firstLine(error)) + help;
    }

    private static String unknown(UnmatchedArgumentException error, CommandLine command, String help) {
        String word = error.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        boolean group = !command.getSubcommands().isEmpty();
        String shown = shown(word.replaceFirst("(?s)=.*", option ? "" : "=..."));
        if (option && command.getCommandSpec().optionsMap().containsKey(shown)) {
            return "option '" + shown + "' stands behind '--', where no options are read" + help;
        }
        String what = option
                ? "unknown option '" + shown + "'"
                : group ? "unknown command '" + shown + "'" : "unexpected argument '" + shown + "'";
        List<String> meant = option || group ? suggestions(shown, option, command) : List.of();
        return what + (meant.isEmpty() ? help : "; did you mean " + String.join(" or ", meant) + "?");
    }

    private static List<String> suggestions(String word, boolean option, CommandLine command) {
        List<String> known = new ArrayList<>();
        if (option) {
            command.getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
        } else {
            known.addAll(command.getSubcommands().keySet());
        }
        int bound = Math.max(1, word.replace("-", "").length() / 3);
        int nearest =
                known.stream().mapToInt(name -> distance(word, name)).min().orElse(Integer.MAX_VALUE);
        return nearest > bound
                ? List.of()
                : known.stream()
                        .filter(name -> distance(word, name) == nearest)
                        .limit(2)
                        .toList();
    }

    /** How many letters have to be added, taken away, changed or swapped with their neighbour. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int change = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }

    private static String missing(MissingParameterException error) {
        List<ArgSpec> missing = error.getMissing();
        if (missing.isEmpty()) {
            return lower(firstLine(error));
        }
        ArgSpec first = missing.get(0);
        return first instanceof OptionSpec option
                ? option.longestName() + " needs a " + option.paramLabel()
                : first.paramLabel() + " is missing";
    }

    private static String shown(String word) {
        String plain = word.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_WORD ? plain : plain.substring(0, 10) + "...";
    }

    private static String firstLine(ParameterException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    private static String lower(String message) {
        String plain = message.replaceAll(" is not an? (int|long)$", " is not a whole number of that size");
        return plain.isEmpty() ? plain : Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }
}
