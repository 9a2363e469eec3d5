package io.exportcomments.cli.internal.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a job is waited for. */
final class WaitOptions {
    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            description =
                    "How long to wait for the job to end, such as 10m; the job itself continues. Default: as long as it takes.")
    private @Nullable Duration deadline;

    @Option(names = "--stop-on-interrupt", description = "On Ctrl-C stop the job, in place of leaving it running.")
    private boolean stopOnInterrupt;

    @Nullable Duration deadline() {
        return deadline;
    }

    boolean stopOnInterrupt() {
        return stopOnInterrupt;
    }
}
