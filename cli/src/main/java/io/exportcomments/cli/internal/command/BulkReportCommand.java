package io.exportcomments.cli.internal.command;

import io.exportcomments.bulk.BulkBatches;
import io.exportcomments.bulk.batch.BulkItem;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.BulkText;
import io.exportcomments.cli.internal.terminal.Terminal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description =
                "Prints what became of each URL of a batch: its number, state, job, URL and why, separated by tabs.")
final class BulkReportCommand extends StoreCommand {
    private static final int PAGE = 500;

    @Parameters(paramLabel = "BATCH", description = BATCH)
    private String batch = "";

    @Option(
            names = "--state",
            paramLabel = "LIST",
            split = ",",
            description = "Only those in these states, such as failed,uncertain.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print JSON, one object per line.")
    private boolean json;

    private final Set<ItemState> states = EnumSet.allOf(ItemState.class);

    BulkReportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void checkOptions() {
        if (!names.isEmpty()) {
            states.retainAll(names.stream().map(BulkReportCommand::state).toList());
        }
    }

    private static ItemState state(String name) {
        return Arrays.stream(ItemState.values())
                .filter(state -> state.label().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new UsageException("no state is named " + name + "; they are "
                        + Arrays.stream(ItemState.values())
                                .map(ItemState::label)
                                .collect(Collectors.joining(", "))));
    }

    @Override
    void run(BulkBatches batches, Terminal output) {
        List<BulkItem> page = batches.items(batch, states, 0, PAGE);
        while (!page.isEmpty() && !output.resultsLost()) {
            page.forEach(item -> output.result(json ? BulkText.json(item) : BulkText.line(item)));
            page = batches.items(batch, states, page.get(page.size() - 1).id(), PAGE);
        }
    }
}
