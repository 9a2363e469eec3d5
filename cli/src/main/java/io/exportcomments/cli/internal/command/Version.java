package io.exportcomments.cli.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    /** What {@code --version} prints. */
    static String line() {
        return "exportcomments " + text();
    }

    /** The version alone. */
    static String text() {
        Properties written = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            written.load(Objects.requireNonNull(file, "version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.getProperty("version");
    }
}
