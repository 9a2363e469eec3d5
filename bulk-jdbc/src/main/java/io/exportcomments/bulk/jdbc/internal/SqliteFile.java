package io.exportcomments.bulk.jdbc.internal;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** The file of an SQLite database. SQLite gives those beside it, such as the journal, the same permissions. */
public final class SqliteFile {
    private static final String URL = "jdbc:sqlite:";
    private static final String URI = "file:";
    private static final Pattern OWN_FORM = Pattern.compile("(^|&)(mode|vfs)=");

    private SqliteFile() {}

    /**
     * The URL of the database in this file. The driver takes what follows a question mark for settings, so such a name
     * goes as a URI of SQLite's, and so does one that would mean something else than a file.
     */
    public static String url(Path file) {
        String name = file.toString();
        boolean isPlain = !name.isEmpty() && !name.contains("?") && !name.startsWith(":") && !name.startsWith(URI);
        return URL
                + (isPlain
                        ? name
                        : URI
                                + file.toAbsolutePath()
                                        .toString()
                                        .replace("%", "%25")
                                        .replace("?", "%3f")
                                        .replace("#", "%23"));
    }

    /** Makes the file, to be read by its owner alone, where it is not there and the system has such permissions. */
    static void create(String url) throws SQLException {
        String name = name(url.substring(URL.length()).split("\\?", 2));
        if (name.isEmpty() || name.startsWith(":")) {
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

    /** Empty for a URI that says how its file is to be opened, or is of another form: that is left to SQLite. */
    private static String name(String[] parts) {
        String name = parts[0];
        if (!name.startsWith(URI)) {
            return name;
        }
        boolean isOwnForm = parts.length > 1 && OWN_FORM.matcher(parts[1]).find();
        String path = name.substring(URI.length());
        return path.startsWith("//") || path.contains("#") || isOwnForm
                ? ""
                : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
