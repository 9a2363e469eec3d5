package io.exportcomments.cli.internal.command;

import io.exportcomments.ExportComments;
import io.exportcomments.cli.internal.service.ServiceConnection;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.OutputMode;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;

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
