package io.exportcomments.bulk.jdbc.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** The file of an SQLite database. SQLite gives those beside it, such as the journal, the same permissions. */
final class SqliteFile {
    private static final String URL = "jdbc:sqlite:";

    private SqliteFile() {}

    /** Makes the file, to be read by its owner alone, where it is not there and the system has such permissions. */
    static void create(String url) throws SQLException {
        String name = url.substring(URL.length()).split("\\?", 2)[0];
        boolean named = !name.isEmpty() && !name.startsWith(":") && !name.startsWith("file:");
        if (!named) {
            return;
        }
        Path file = Path.of(name).toAbsolutePath();
        Path folder = file.getParent();
        boolean permissions = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (permissions && !Files.exists(file) && folder != null && Files.isDirectory(folder)) {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                // Another program was faster.
            } catch (IOException e) {
                throw new SQLException("could not create " + file + ": " + e, e);
            }
        }
    }
}
