package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.Mistake;
import io.exportcomments.cli.internal.terminal.JobTable;
import io.exportcomments.cli.internal.terminal.JobText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobPage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the account's jobs, newest first.")
final class ListCommand extends ClientCommand {
    private static final int LARGEST_PAGE = 100;

    @Option(names = "--page", paramLabel = "N", description = "Which page, from 1. Default: 1.")
    private @Nullable Integer page;

    @Option(names = "--limit", paramLabel = "N", description = "How many jobs a page has, 1 to 100. Default: 20.")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "All jobs, page after page.")
    private boolean all;

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (all && (page != null || limit != null)) {
            throw new Mistake("--all lists every page: leave out --page and --limit");
        }
        if (page != null && page < 1) {
            throw new Mistake("--page counts from 1: " + page);
        }
        if (limit != null && (limit < 1 || limit > LARGEST_PAGE)) {
            throw new Mistake("--limit takes 1 to " + LARGEST_PAGE + ": " + limit);
        }
    }

    @Override
    void run(Desk desk) {
        JobTable table = new JobTable(desk.terminal().coloursResults(), desk::result);
        Consumer<Job> row = desk.json() ? job -> desk.result(JobText.json(job)) : table::add;
        if (all) {
            try (Stream<Job> jobs = desk.client().listAll()) {
                jobs.forEach(row);
            }
        } else {
            JobPage jobs = desk.client().list(page == null ? 1 : page, limit == null ? 20 : limit);
            jobs.jobs().forEach(row);
            if (!jobs.isLast()) {
                desk.remark("More with --page " + (jobs.page() + 1) + ", or --all.");
            }
        }
        if (!desk.json() && table.isEmpty()) {
            desk.remark("No jobs" + (page == null || page == 1 ? "." : " on page " + page + "."));
        }
    }
}
