package io.exportcomments.cli.internal.batch;

import io.exportcomments.cli.internal.exit.Mistake;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of URLs: one a line; blank lines and those that begin with # are passed over, and a URL counts once. */
public final class UrlFile {
    private UrlFile() {}

    /**
     * The URLs in the file's order.
     *
     * @throws Mistake if it can't be read, or has none
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
            throw new Mistake("there is no URL in " + file);
        }
        return List.copyOf(urls);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Mistake("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw new Mistake(file + " is no text in UTF-8");
        } catch (IOException e) {
            throw new Mistake("can't read " + file);
        }
    }
}
