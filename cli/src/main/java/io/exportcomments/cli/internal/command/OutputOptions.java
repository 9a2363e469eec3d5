package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.OutputMode;
import picocli.CommandLine.Option;

/** How the command prints. */
final class OutputOptions {
    @Option(
            names = "--json",
            description =
                    "Print results and updates as JSON, one object per line, on standard output; see docs/cli.md.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print results and errors only.")
    private boolean quiet;

    @Option(
            names = "--verbose",
            description = "Print what caused an error, and what the libraries log, on standard error.")
    private boolean verbose;

    /** Sets a flag that was read without picocli; false if it is none of these. */
    boolean takeFlag(String name) {
        switch (longName(name)) {
            case "--json" -> json = true;
            case "--quiet" -> quiet = true;
            case "--verbose" -> verbose = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The longer name of an option that has two. */
    static String longName(String name) {
        return name.equals("-q") ? "--quiet" : name;
    }

    OutputMode mode() {
        if (verbose && quiet) {
            throw new UsageException("--verbose and --quiet can't be combined");
        }
        if (json && quiet) {
            throw new UsageException("--json and --quiet can't be combined: --json prints no remarks anyway");
        }
        return json ? OutputMode.JSON : quiet ? OutputMode.QUIET : OutputMode.HUMAN;
    }
}
