package io.exportcomments.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class FileTrees {
    private FileTrees() {}

    /** Deletes a folder, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path file : files(folder, Comparator.reverseOrder())) {
            Files.delete(file);
        }
    }

    /** The files with an ending, sorted. */
    static List<Path> ending(Path folder, String ending) throws IOException {
        return files(folder, Comparator.naturalOrder()).stream()
                .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                .toList();
    }

    private static List<Path> files(Path folder, Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(order).toList();
        }
    }
}
