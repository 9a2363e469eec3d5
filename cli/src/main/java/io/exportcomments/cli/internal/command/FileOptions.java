package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.result.RowFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files are fetched, and where to. Their names come from the guid and the format alone. */
final class FileOptions {
    private static final Set<OutputFormat> SERVICES_OWN = EnumSet.of(OutputFormat.JSON, OutputFormat.XLSX);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "The directory for the files, such as GUID.json; created if missing. Default: the current directory.")
    private Path output = Path.of(".");

    @Option(
            names = "--format",
            paramLabel = "LIST",
            converter = Converters.FormatsConverter.class,
            defaultValue = "json,xlsx",
            description =
                    "The files to download, separated by commas: json and xlsx from the service, csv and jsonl made of the JSON"
                            + " while it arrives; or none. Default: ${DEFAULT-VALUE}.")
    private Converters.FormatSet wanted = new Converters.FormatSet(SERVICES_OWN);

    @Option(
            names = "--excel",
            description = "Make the csv for spreadsheets: long ids stay exact, and no cell is taken for a formula.")
    private boolean excel;

    @Option(names = "--nested", description = "In csv and jsonl, leave nested replies inside what they answer.")
    private boolean nested;

    Set<OutputFormat> formats() {
        return wanted.formats();
    }

    RowFormat rows(OutputFormat table) {
        return table.rows(nested, excel);
    }

    Path file(JobGuid guid, OutputFormat format) {
        return output.resolve(guid + "." + format.extension());
    }

    /** The options that bring another command to the same files, for a hint. */
    String forHint() {
        String directory = output.equals(Path.of(".")) ? "" : " --output " + ShellWord.of(output.toString());
        boolean usual = formats().isEmpty() || formats().equals(SERVICES_OWN);
        String files = usual
                ? ""
                : " --format " + formats().stream().map(OutputFormat::extension).collect(Collectors.joining(","));
        return directory + files + (excel ? " --excel" : "") + (nested ? " --nested" : "");
    }

    /**
     * Finds out whether files can be written there, and leaves no trace: an export costs money, and its files need a
     * place.
     *
     * @throws UsageException if they can't
     */
    void checkOptions() {
        checkTables();
        checkPlace();
    }

    /** Finds out whether the options of tables have a table to be for. */
    void checkTables() {
        if (excel && !formats().contains(OutputFormat.CSV)) {
            throw new UsageException("--excel needs --format csv");
        }
        if (nested && formats().stream().noneMatch(OutputFormat::isTable)) {
            throw new UsageException("--nested needs --format csv or jsonl");
        }
    }

    private void checkPlace() {
        if (formats().isEmpty()) {
            return;
        }
        IOException trouble = null;
        Path existing = output.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            trouble = trouble == null ? oddAbsence(existing) : trouble;
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new UsageException("can't write to --output " + output + ": "
                    + (existing == null ? "no such root directory" : existing + " is not a directory"));
        }
        if (trouble != null) {
            throw new UsageException("can't write to --output " + output + ": " + reason(trouble));
        }
        try {
            Files.delete(Files.createTempFile(existing, ".exportcomments", ".try"));
        } catch (IOException e) {
            throw new UsageException("can't write to --output " + output + ": " + reason(e));
        }
    }

    /** Why a file seems to be missing, if it is not only that it was not made yet, such as a name that is too long. */
    private static @Nullable IOException oddAbsence(Path missing) {
        try {
            Files.readAttributes(missing, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Makes the directory. */
    void prepare() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new UsageException("can't create the directory " + output + ": " + reason(e));
        }
    }

    private static String reason(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return trouble instanceof FileSystemException
                ? "can't create a file there"
                : String.valueOf(trouble.getMessage());
    }
}
