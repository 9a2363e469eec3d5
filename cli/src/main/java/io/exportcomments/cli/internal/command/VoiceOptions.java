package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.terminal.Voice;
import picocli.CommandLine.Option;

/** How the command speaks. */
final class VoiceOptions {
    @Option(
            names = "--json",
            description =
                    "Results and updates as one JSON object a line on standard output, for scripts; see docs/cli.md.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no remarks: results and errors only.")
    private boolean quiet;

    Voice voice() {
        if (json && quiet) {
            throw new Mistake("--json and --quiet exclude each other: --json has no remarks");
        }
        return json ? Voice.JSON : quiet ? Voice.QUIET : Voice.HUMAN;
    }
}
