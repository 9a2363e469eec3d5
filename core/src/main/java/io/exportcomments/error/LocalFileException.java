package io.exportcomments.error;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something on this machine stands in the way of a download: the directory, the permissions, the disk. The job and its
 * files at the service are as they were; nothing half-written is left.
 */
public final class LocalFileException extends ExportCommentsException {
    private final transient Path path;
    private final transient String what;

    /** An error of this kind. */
    public LocalFileException(ErrorContext context, Path path, String what, @Nullable Throwable cause) {
        super(
                context,
                "can't write " + path + ": " + what,
                "Choose another place or make room, and download again",
                cause);
        this.path = path;
        this.what = what;
    }

    /** The file that was to be written. */
    public Path path() {
        return path;
    }

    /** What stands in the way. */
    public String what() {
        return what;
    }

    @Override
    public LocalFileException withContext(ErrorContext newContext) {
        return new LocalFileException(newContext, path, what, getCause());
    }
}
