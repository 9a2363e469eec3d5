package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.batch.UrlFile;
import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Many URLs in place of one. */
final class BatchOptions {
    private static final int LONGEST_NAME = 200;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Export all URLs in a file, one per line, as fast as the --plan allows; - is standard input. To resume an"
                            + " interrupted run, run the same command again: it skips what is done, follows what was created, and"
                            + " creates nothing twice.")
    private @Nullable Path from;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "With --from: where to write what becomes of each URL, a line for each change. Default: FILE.report.")
    private @Nullable Path report;

    @Option(
            names = "--database",
            paramLabel = "FILE|URL",
            description =
                    "With --from: the database that has the URLs and what became of them, as for 'bulk': an SQLite file, or the"
                            + " JDBC URL of a PostgreSQL that machines share. Default: FILE.db, beside the report.")
    private @Nullable String database;

    @Option(
            names = "--one-by-one",
            description =
                    "With --from: create each URL's job by a request of its own, although with --plan many URLs may go as one"
                            + " request, a batch, where that is faster.")
    private boolean oneByOne;

    private @Nullable List<String> urls;

    boolean isWanted() {
        return from != null;
    }

    boolean isOneByOne() {
        return oneByOne;
    }

    Path report() {
        if (report != null) {
            return report;
        }
        return Path.of(from + ".report");
    }

    /** The database: without one of its own, each report has its own. */
    DatabaseAddress database() {
        if (database != null) {
            return new DatabaseAddress(database);
        }
        DatabaseAddress beside = new DatabaseAddress((report == null ? from : report) + ".db");
        return beside.isUrl() ? new DatabaseAddress("./" + beside.name()) : beside;
    }

    /** The batch's name: that of the file, which is the same on all machines that share it; or of a pipe's report. */
    String batch() {
        Path named = from != null && UrlFile.isPassing(from) ? report : from;
        String name = named == null ? "" : String.valueOf(named.getFileName());
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    /** The same in a database: the only batch of one that belongs to the report is this list, however it was named. */
    String batch(List<String> known) {
        return database == null && known.size() == 1 ? known.get(0) : batch();
    }

    /**
     * The URLs. The file is read once, as it may be a pipe.
     *
     * @throws UsageException if the file is no such file
     */
    List<String> urls() {
        if (from == null) {
            throw new IllegalStateException("no --from");
        }
        if (urls == null) {
            urls = UrlFile.read(from);
        }
        return urls;
    }

    void check(boolean url) {
        if (url && from != null) {
            throw new UsageException("URL and --from can't be combined: put the URL into the file");
        }
        if (!url && from == null) {
            throw new UsageException("no URL given; give one, or --from FILE; see 'exportcomments export --help'");
        }
        if (from != null && report == null && UrlFile.isPassing(from)) {
            throw new UsageException(
                    "--from " + from + " needs a --report FILE: it keeps what becomes of each URL, so that"
                            + " the same command can go on after an interruption");
        }
        if (report != null && from == null) {
            throw new UsageException("--report needs --from");
        }
        if (database != null && from == null) {
            throw new UsageException("--database needs --from");
        }
        if (oneByOne && from == null) {
            throw new UsageException("--one-by-one needs --from");
        }
        if (from != null) {
            checkReport(from);
        }
    }

    /** The report is written while the others are in use, and keeps what it is told. */
    private void checkReport(Path urlFile) {
        Path written = report();
        if (Files.exists(written) && !Files.isRegularFile(written)) {
            throw new UsageException("can't write the report " + written + ": it is not a file that keeps a text");
        }
        if (isOne(written, UrlFile.place(urlFile))) {
            throw new UsageException("the report can't be the file of URLs: " + written + "; name another --report");
        }
        Optional<Path> kept = database().file();
        if (kept.isPresent() && isOne(written, kept.get())) {
            throw new UsageException("the report can't be the database: " + written + "; name another --report");
        }
    }

    private static boolean isOne(Path written, Path other) {
        try {
            return written.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize())
                    || Files.isSameFile(written, other);
        } catch (IOException e) {
            return false;
        }
    }
}
