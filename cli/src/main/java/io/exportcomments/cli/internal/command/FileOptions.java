package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which files are fetched, and where to. Their names come from the guid and the format alone. */
final class FileOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description =
                    "The directory for the files, GUID.json and GUID.xlsx; created if missing. Default: the current directory.")
    private Path output = Path.of(".");

    @Option(
            names = "--format",
            paramLabel = "LIST",
            converter = Converters.FormatsConverter.class,
            defaultValue = "json,xlsx",
            description = "The files to download: json, xlsx, json,xlsx or none. Default: ${DEFAULT-VALUE}.")
    private Converters.FormatSet wanted = new Converters.FormatSet(EnumSet.allOf(ResultFormat.class));

    Set<ResultFormat> formats() {
        return wanted.formats();
    }

    Path file(JobGuid guid, ResultFormat format) {
        return output.resolve(guid + "." + format.extension());
    }

    /** The options that bring another command to the same files, for a hint. */
    String forHint() {
        String typed = output.toString();
        boolean plain = typed.matches("[A-Za-z0-9_./~+-]+");
        return output.equals(Path.of("."))
                ? ""
                : " --output " + (plain ? typed : "'" + typed.replace("'", "'\\''") + "'");
    }

    /**
     * Finds out whether files can be written there, and leaves no trace: an export costs money, and its files need a place.
     *
     * @throws UsageException if they can't
     */
    void checkOptions() {
        if (formats().isEmpty()) {
            return;
        }
        Path existing = output.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new UsageException("can't write to --output " + output + ": "
                    + (existing == null ? "no such root directory" : existing + " is not a directory"));
        }
        try {
            Files.delete(Files.createTempFile(existing, ".exportcomments", ".try"));
        } catch (IOException e) {
            throw new UsageException("can't write to --output " + output + ": " + reason(e));
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
