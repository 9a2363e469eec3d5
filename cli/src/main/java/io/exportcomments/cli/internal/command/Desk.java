package io.exportcomments.cli.internal.command;

import io.exportcomments.ExportComments;
import io.exportcomments.cli.internal.service.Connection;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Progress;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.cli.internal.terminal.Voice;
import io.exportcomments.job.Job;

/**
 * What a command works with.
 *
 * @param connection the way to the service
 * @param terminal where it prints
 * @param voice how it speaks
 * @param sameService the options that bring another command to the same service, for a hint
 */
record Desk(Connection connection, Terminal terminal, Voice voice, String sameService) {
    ExportComments client() {
        return connection.client();
    }

    /** Begins to show a job's progress. */
    Progress progress() {
        return voice.progress(terminal, connection.source()::name);
    }

    boolean json() {
        return voice == Voice.JSON;
    }

    void result(String line) {
        terminal.result(line);
    }

    void remark(String line) {
        if (voice == Voice.HUMAN) {
            terminal.remark(line);
        }
    }

    /** Prints a job in a line. */
    void job(Job job) {
        terminal.result(json() ? JobText.json(job) : JobText.line(job, terminal.coloursResults()));
    }
}
