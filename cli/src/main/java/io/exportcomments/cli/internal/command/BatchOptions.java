package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.batch.UrlFile;
import io.exportcomments.cli.internal.exit.Mistake;
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
                    "Export all URLs of a file, one a line, as fast as the --plan allows. A run that was interrupted is taken up by the same"
                            + " command: what is done is skipped, what was created is followed, and nothing is created twice.")
    private @Nullable Path from;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "With --from: what has become of each URL, for the next run and for you. Default: FILE.report.")
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
     * @throws Mistake if the file is no such file
     */
    List<String> urls() {
        if (from == null) {
            throw new IllegalStateException("no --from");
        }
        return UrlFile.read(from);
    }

    void check(boolean url) {
        if (url && from != null) {
            throw new Mistake("URL and --from exclude each other: put the URL into the file");
        }
        if (!url && from == null) {
            throw new Mistake("URL is missing, or --from FILE; see 'exportcomments export --help'");
        }
        if (report != null && from == null) {
            throw new Mistake("--report is for --from");
        }
    }
}
