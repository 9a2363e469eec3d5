package io.exportcomments.cli.internal.command;

import io.exportcomments.ExportComments;
import io.exportcomments.cli.internal.service.ServiceConnection;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running command works with.
 *
 * @param connection the open connection to the service
 * @param terminal where the command prints
 * @param mode how the command prints
 * @param serviceHint the options with which another command reaches the same service
 */
record CommandContext(ServiceConnection connection, Terminal terminal, OutputMode mode, String serviceHint) {
    ExportComments client() {
        return connection.client();
    }

    /** Starts showing a job's progress. */
    Progress progress() {
        return mode.progress(terminal, connection.source()::name);
    }

    /**
     * Tells what an interruption leaves behind, with --quiet, too: the user must know where the job is.
     *
     * @param job the job; null if there is none, or several
     */
    void interrupted(@Nullable JobGuid job, String message, String... commands) {
        if (json()) {
            terminal.remark(JsonLine.of("interrupted")
                    .put("guid", job)
                    .put("message", message)
                    .putList("commands", List.of(commands))
                    .toString());
            return;
        }
        terminal.remark(message);
        for (String command : commands) {
            terminal.remark("  " + command);
        }
    }

    /** A command of this program that reaches the same service. */
    String command(String words) {
        return terminal.command() + " " + words + serviceHint;
    }

    boolean json() {
        return mode == OutputMode.JSON;
    }

    void result(String line) {
        terminal.result(line);
    }

    void remark(String line) {
        if (mode == OutputMode.HUMAN) {
            terminal.remark(line);
        }
    }

    /** Prints a job on one line. */
    void job(Job job) {
        terminal.result(json() ? JobText.json(job) : JobText.line(job, terminal.coloursResults()));
    }
}
