package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BatchPlan;
import io.exportcomments.bulk.batch.Submission;
import io.exportcomments.cli.internal.batch.UrlFile;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = {
            "Adds the URLs of a file to a batch, one per line; nothing is sent.",
            "What the batch has already is not added again. The database keeps the options, cookies included."
        })
final class BulkSubmitCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions database = new StoreOptions();

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Parameters(paramLabel = "BATCH", description = "The batch's name; it is made if there is none of it.")
    private String batch = "";

    @Option(names = "--from", paramLabel = "FILE", required = true, description = "The file of URLs.")
    private Path from = Path.of("");

    @Option(
            names = "--priority",
            paramLabel = "N",
            defaultValue = "0",
            description = "Batches of a higher one go first. Default: 0.")
    private int priority;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often a job may fail until its URL has. Default: 1.")
    private int attempts = 1;

    @Option(
            names = "--start",
            paramLabel = "DATE",
            converter = Converters.InstantConverter.class,
            description = "Not before this time: 2026-03-01 or 2026-03-01T07:30:00Z; UTC if there is no offset.")
    private @Nullable Instant start;

    private final Terminal terminal;

    BulkSubmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ExportOptions options = request.options(terminal);
        List<ExportRequest> requests = new ArrayList<>();
        for (String url : UrlFile.read(from)) {
            requests.add(request(url, options, requests.size() + 1));
        }
        BatchPlan plan = plan();
        database.use(terminal, store -> {
            Submission added = BulkBatches.in(store).submit(plan, requests);
            terminal.remark(
                    added.added() + " added" + (added.known() > 0 ? ", " + added.known() + " there before" : "") + ".");
        });
        return ExitCode.DONE.number();
    }

    private static ExportRequest request(String url, ExportOptions options, int number) {
        try {
            return new ExportRequest(url, options);
        } catch (IllegalArgumentException e) {
            throw new UsageException("URL " + number + ": " + e.getMessage());
        }
    }

    private BatchPlan plan() {
        try {
            return new BatchPlan(batch, priority, Optional.ofNullable(start), attempts);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
