package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.batch.UrlFile;
import io.exportcomments.cli.internal.exit.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Many URLs in place of one. */
final class BatchOptions {
    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Export all URLs in a file, one per line, as fast as the --plan allows. To resume an interrupted run, run the same"
                            + " command again: it skips what is done, follows what was created, and creates nothing twice.")
    private @Nullable Path from;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "With --from: where to record the state of each URL, for the next run and for you. Default: FILE.report.")
    private @Nullable Path report;

    boolean isWanted() {
        return from != null;
    }

    Path report() {
        if (report != null) {
            return report;
        }
        return Path.of(from + ".report");
    }

    /** What was typed as the file. */
    String name() {
        return String.valueOf(from);
    }

    /**
     * The URLs.
     *
     * @throws UsageException if the file is no such file
     */
    List<String> urls() {
        if (from == null) {
            throw new IllegalStateException("no --from");
        }
        return UrlFile.read(from);
    }

    void check(boolean url) {
        if (url && from != null) {
            throw new UsageException("URL and --from can't be combined: put the URL into the file");
        }
        if (!url && from == null) {
            throw new UsageException("no URL given; give one, or --from FILE; see 'exportcomments export --help'");
        }
        if (report != null && from == null) {
            throw new UsageException("--report needs --from");
        }
    }
}
