package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.ExitCode;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.terminal.PlatformText;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.platform.Platform;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "platforms",
        description =
                "Lists the platforms that the service is known to export from, with the forms of their URLs and the options"
                        + " that they take. Needs no token. The service decides what it takes.")
final class PlatformsCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    @Option(names = "--json", description = "Print a JSON object per platform, each on a line.")
    private boolean json;

    private final Terminal terminal;

    PlatformsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Which platform is wanted. */
    private static final class Choice {
        @Option(names = "--detect", paramLabel = "URL", description = "Show the platform that this page belongs to.")
        private @Nullable String page;

        @Option(names = "--id", paramLabel = "ID", description = "Show this platform alone.")
        private @Nullable String id;
    }

    @Override
    public Integer call() {
        Choice wanted = choice;
        if (wanted == null) {
            list();
        } else if (wanted.page != null) {
            detect(wanted.page);
        } else {
            show(String.valueOf(wanted.id));
        }
        return ExitCode.DONE.number();
    }

    private void list() {
        if (json) {
            Platform.all().forEach(platform -> terminal.result(PlatformText.json(platform)));
        } else {
            PlatformText.table(Platform.all(), terminal.coloursResults()).forEach(terminal::result);
        }
    }

    private void show(String id) {
        Platform platform = Platform.byId(id)
                .orElseThrow(() -> new UsageException("no platform has the --id '" + id
                        + "'; use one of "
                        + Platform.all().stream().map(Platform::id).collect(Collectors.joining(", "))));
        if (json) {
            terminal.result(PlatformText.json(platform));
        } else {
            PlatformText.lines(platform).forEach(terminal::result);
        }
    }

    private void detect(String typed) {
        URI page;
        try {
            page = PlatformCheck.uri(ExportRequest.of(typed).url());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--detect: " + e.getMessage());
        }
        Optional<Platform> platform = Platform.detect(page);
        if (json) {
            terminal.result(PlatformText.json(typed, platform, platform.filter(known -> known.fits(page))));
        } else if (platform.isEmpty()) {
            terminal.remark("No known platform has this URL; the service may still take it.");
        } else {
            PlatformText.lines(platform.get()).forEach(terminal::result);
            if (!platform.get().fits(page)) {
                terminal.remark("The URL has none of these forms; the service may still take it.");
            }
        }
    }
}
