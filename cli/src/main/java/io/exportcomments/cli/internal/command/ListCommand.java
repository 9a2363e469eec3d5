package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
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
    private static final int LONGEST_NUMBER = 9;

    @Option(names = "--page", paramLabel = "N", description = "The page to list, from 1. Default: 1.")
    private @Nullable Integer page;

    @Option(names = "--limit", paramLabel = "N", description = "Jobs per page, 1 to 100. Default: 20.")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "List all jobs, page by page.")
    private boolean all;

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    boolean takeFlag(String name) {
        if (name.equals("--all")) {
            all = true;
            return true;
        }
        return super.takeFlag(name);
    }

    @Override
    boolean takeOption(String name, String value) {
        if (name.equals("--page") && isNumber(value)) {
            page = Integer.valueOf(value);
        } else if (name.equals("--limit") && isNumber(value)) {
            limit = Integer.valueOf(value);
        } else {
            return super.takeOption(name, value);
        }
        return true;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < (i == 0 ? '1' : '0') || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() <= LONGEST_NUMBER;
    }

    @Override
    void checkOptions() {
        if (all && (page != null || limit != null)) {
            throw new UsageException("--all lists every page: leave out --page and --limit");
        }
        if (page != null && page < 1) {
            throw new UsageException("--page starts at 1, not at " + page);
        }
        if (limit != null && (limit < 1 || limit > LARGEST_PAGE)) {
            throw new UsageException("--limit must be 1 to " + LARGEST_PAGE + ", not " + limit);
        }
    }

    @Override
    boolean followsJobs() {
        return false;
    }

    @Override
    void run(CommandContext context) {
        JobTable table = new JobTable(context.terminal().coloursResults(), context::result);
        Consumer<Job> row = context.json() ? job -> context.result(JobText.json(job)) : table::add;
        if (all) {
            try (Stream<Job> jobs = context.client().listAll()) {
                jobs.takeWhile(job -> !context.terminal().resultsLost()).forEach(row);
            }
        } else {
            JobPage jobs = context.client().list(page == null ? 1 : page, limit == null ? 20 : limit);
            jobs.jobs().forEach(row);
            if (!jobs.isLast()) {
                boolean full = jobs.jobs().size() >= jobs.limit();
                context.remark((full ? "For more, use" : "There may be more:") + " --page " + (jobs.page() + 1)
                        + " or --all.");
            }
        }
        if (!context.json() && table.isEmpty()) {
            context.remark("No jobs" + (page == null || page == 1 ? "." : " on page " + page + "."));
        }
    }
}
