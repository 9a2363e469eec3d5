package io.exportcomments.cli.internal.batch;

import io.exportcomments.cli.internal.exit.UsageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of URLs, one per line; blank lines, lines that start with # and repeated URLs are skipped. The file {@code -}
 * is standard input.
 */
public final class UrlFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    private UrlFile() {}

    /** Whether a name stands for whatever this process is given to read, and may be another one next time. */
    public static boolean isPassing(Path file) {
        return file.equals(STANDARD_INPUT)
                || file.startsWith("/dev/stdin")
                || file.startsWith("/dev/fd")
                || file.startsWith("/proc");
    }

    /** Where the file is, standard input included. */
    public static Path place(Path file) {
        return file.equals(STANDARD_INPUT) ? Path.of("/dev/stdin") : file;
    }

    /**
     * The URLs in the file's order.
     *
     * @throws UsageException if it can't be read, or has none
     */
    public static List<String> read(Path file) {
        Set<String> urls = new LinkedHashSet<>();
        for (String line : lines(file)) {
            String url = line.strip();
            if (!url.isEmpty() && !url.startsWith("#")) {
                urls.add(url);
            }
        }
        if (urls.isEmpty()) {
            throw new UsageException("no URL in " + named(file));
        }
        return List.copyOf(urls);
    }

    private static List<String> lines(Path file) {
        try {
            return TextFile.lines(file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("no such file: " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException(named(file) + " is not UTF-8 text (nor UTF-16 with a byte order mark)");
        } catch (IOException e) {
            throw new UsageException("can't read " + named(file));
        }
    }

    private static String named(Path file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
    }
}
