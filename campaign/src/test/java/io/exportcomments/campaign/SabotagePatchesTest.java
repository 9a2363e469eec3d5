package io.exportcomments.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The patches that scripts/sabotage breaks the engine with still fit the code. */
class SabotagePatchesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PATCHES = Path.of("sabotage");

    @Test
    void thereAreTwentyAtLeastAndEachSaysWhatItBreaks() throws IOException {
        assertThat(patches()).hasSizeGreaterThanOrEqualTo(20).allSatisfy(patch -> {
            List<String> lines = Files.readAllLines(patch);
            assertThat(lines.get(0)).as("%s", patch).endsWith(".").hasSizeGreaterThan(20);
            assertThat(lines).filteredOn(line -> line.startsWith("+++ ")).hasSize(1);
        });
    }

    @Test
    void eachFitsTheCode() throws IOException {
        for (Path patch : patches()) {
            Path file = PROJECT.resolve(line(patch, "+++ b/"));
            String code = Files.readString(file);
            for (String before : hunks(patch)) {
                assertThat(code).as("%s", patch).containsOnlyOnce(before);
            }
        }
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    private static String line(Path patch, String start) throws IOException {
        return Files.readAllLines(patch).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }

    /** What each hunk finds: its context, and what it takes away. */
    private static List<String> hunks(Path patch) throws IOException {
        List<String> hunks = new ArrayList<>();
        StringBuilder hunk = new StringBuilder();
        boolean inHunk = false;
        for (String line : Files.readAllLines(patch)) {
            if (line.startsWith("@@ ")) {
                add(hunks, hunk);
                inHunk = true;
            } else if (inHunk && (line.startsWith(" ") || line.startsWith("-"))) {
                hunk.append(line.substring(1)).append('\n');
            }
        }
        add(hunks, hunk);
        return hunks;
    }

    private static void add(List<String> hunks, StringBuilder hunk) {
        if (!hunk.isEmpty()) {
            hunks.add(hunk.toString());
            hunk.setLength(0);
        }
    }
}
