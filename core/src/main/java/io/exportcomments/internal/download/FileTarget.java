package io.exportcomments.internal.download;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.LocalFileException;
import io.exportcomments.internal.log.LibraryLog;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.result.RowFile;
import io.exportcomments.result.RowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that is made of the rows: a temporary one beside the target until it is complete. */
final class FileTarget implements RowTarget<Path> {
    private final JobGuid guid;
    private final RowFormat format;
    private final Path target;
    private final DownloadOptions options;
    private final Timekeeper time;
    private volatile @Nullable PartFile part;
    private volatile @Nullable RowFile file;

    FileTarget(JobGuid guid, RowFormat format, Path target, DownloadOptions options, Timekeeper time) {
        this.guid = guid;
        this.format = format;
        this.target = target;
        this.options = options;
        this.time = time;
    }

    @Override
    public void open() throws IOException {
        PartFile mine = PartFile.beside(target, options.replaceExisting(), time);
        part = mine;
        file = format.create(mine.path());
    }

    @Override
    public void row(Map<String, @Nullable Object> row) throws IOException {
        RowFile rows = file;
        if (rows != null) {
            rows.row(row);
        }
    }

    @Override
    public Path finish() throws IOException {
        RowFile rows = file;
        PartFile mine = part;
        if (rows == null || mine == null) {
            throw new IOException("the file is not open");
        }
        rows.finish();
        rows.close();
        if (!mine.moveIntoPlace(options.replaceExisting())) {
            // Given up in the meantime: what was just finished may stand there again.
            Files.deleteIfExists(mine.path());
        }
        return target;
    }

    @Override
    public void discard() {
        RowFile rows = file;
        if (rows != null) {
            try {
                rows.close();
            } catch (IOException e) {
                LibraryLog.get().log(System.Logger.Level.DEBUG, "A file that is deleted anyway failed to close", e);
            }
        }
        abandon();
    }

    @Override
    public void abandon() {
        PartFile mine = part;
        if (mine != null) {
            mine.discard();
        }
    }

    @Override
    public LocalFileException failure(IOException trouble) {
        return new LocalFileException(
                ErrorContext.of(Operation.FILE, guid), target, FileErrorText.of(trouble), trouble);
    }
}
