package io.exportcomments.cli.internal.command;

import io.exportcomments.BatchHandle;
import io.exportcomments.cli.internal.batch.UrlFile;
import io.exportcomments.cli.internal.exit.BatchIncompleteException;
import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ShutdownHook;
import io.exportcomments.cli.internal.terminal.BatchText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.BatchReceipt;
import io.exportcomments.job.BatchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Creates the export jobs of several URLs by one request, and exits.",
        footer = {"", "Prints the batch's id. URLs that the service does not take are told, and stop no other."})
final class BatchCreateCommand extends ClientCommand {
    @Parameters(arity = "0..*", paramLabel = "URL", description = "The pages.")
    private List<String> urls = List.of();

    @Option(
            names = "--urls-file",
            paramLabel = "FILE",
            description = "Take the URLs from a file, one per line; blank lines, lines that start with # and repeated"
                    + " URLs are skipped.")
    private @Nullable Path file;

    @Mixin
    private final RequestOptions request = new RequestOptions();

    private final Terminal terminal;
    private @Nullable BatchRequest checked;

    BatchCreateCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    void checkArguments() {
        if (urls.isEmpty() == (file == null)) {
            throw new UsageException(
                    file == null
                            ? "no URL given; give some, or --urls-file FILE; see 'exportcomments batch create --help'"
                            : "URLs and --urls-file can't be combined: put the URLs into the file");
        }
    }

    @Override
    void checkOptions() {
        try {
            checked = new BatchRequest(file == null ? urls : UrlFile.read(file), request.options(terminal));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    void run(CommandContext context) {
        BatchRequest wanted = Objects.requireNonNull(checked, "check comes first");
        BatchHandle batch = interruptible(context, wanted);
        BatchReceipt receipt = batch.receipt().orElseThrow();
        result(context, receipt);
        if (batch.id().isPresent() && !context.connection().endsWithProcess()) {
            context.remark("Follow it with: " + context.terminal().command() + " batch status "
                    + batch.id().get() + " --wait" + context.serviceHint());
        }
        int missing = wanted.urls().size() - receipt.guids().size();
        if (missing > 0) {
            throw new BatchIncompleteException(
                    ExitCode.JOB, missing + " of " + wanted.urls().size() + " URLs were not taken");
        }
    }

    @SuppressWarnings("try")
    private static BatchHandle interruptible(CommandContext context, BatchRequest wanted) {
        try (ShutdownHook interruption = new ShutdownHook(() -> interrupted(context))) {
            return create(context, wanted);
        }
    }

    private static void interrupted(CommandContext context) {
        context.interrupted(
                null,
                "Interrupted before the batch's id was known. To see whether its jobs were created:",
                context.command("list"));
        context.connection().close();
    }

    /** The plan of --plan may allow less than any batch. */
    private static BatchHandle create(CommandContext context, BatchRequest request) {
        try {
            return context.client().createBatch(request);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void result(CommandContext context, BatchReceipt receipt) {
        if (context.json()) {
            context.result(BatchText.json(receipt));
            receipt.rejected().stream().map(BatchText::json).forEach(context::result);
            return;
        }
        List<String> lines = new ArrayList<>();
        receipt.batchId().ifPresentOrElse(id -> lines.add(id.value()), () -> {
            context.remark("The answer with the batch's id was lost, and its jobs were found in the list:");
            receipt.guids().forEach(guid -> lines.add(guid.value()));
        });
        lines.forEach(context::result);
        receipt.rejected().stream().map(BatchText::line).forEach(context::remark);
    }
}
