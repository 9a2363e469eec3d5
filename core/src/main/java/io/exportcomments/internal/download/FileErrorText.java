package io.exportcomments.internal.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/** Explains to people why a file could not be written. */
final class FileErrorText {
    private FileErrorText() {}

    static String of(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "it already exists";
        }
        if (trouble instanceof NoSuchFileException) {
            return "the directory no longer exists";
        }
        String reason = trouble instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : trouble.getMessage();
        String said = Objects.requireNonNullElse(reason, trouble.getClass().getSimpleName());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space")) {
            return "no space is left on the disk";
        }
        if (lower.contains("quota")) {
            return "the disk quota is used up";
        }
        if (lower.contains("read-only")) {
            return "the file system is read-only";
        }
        return said;
    }
}
