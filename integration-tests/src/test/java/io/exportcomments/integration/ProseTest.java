package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read fits beside what else they have open: no line of prose is wider than 120 characters. */
class ProseTest {
    private static final int WIDTH = 120;
    private static final Pattern COMMENT = Pattern.compile("\\s*(/\\*\\*|\\*|//).*");
    private static final Pattern LINK = Pattern.compile("https?://");

    @Test
    void noCommentIsWide() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : Project.modules()) {
            files.addAll(filesBelow(module + "/src", ".java"));
        }
        assertThat(files).hasSizeGreaterThan(500);
        for (Path file : files) {
            assertThat(Files.readAllLines(file).stream()
                            .filter(line -> COMMENT.matcher(line).matches())
                            .filter(ProseTest::isWide))
                    .as("%s", file)
                    .isEmpty();
        }
    }

    @Test
    void noLineOfAPageIsWide() throws IOException {
        List<Path> pages = new ArrayList<>(filesBelow("docs", ".md"));
        pages.addAll(filesBelow("findings", ".md"));
        pages.add(Project.root().resolve("README.md"));
        pages.add(Project.root().resolve("CONTRIBUTING.md"));
        pages.add(Project.root().resolve("CHANGELOG.md"));
        pages.add(Project.root().resolve("UPGRADING.md"));
        pages.add(Project.root().resolve("SECURITY.md"));
        for (Path page : pages) {
            assertThat(prose(Files.readAllLines(page)).filter(ProseTest::isWide))
                    .as("%s", page)
                    .isEmpty();
        }
    }

    /** Without tables and listings, whose lines can't be broken. */
    private static Stream<String> prose(List<String> lines) {
        List<String> prose = new ArrayList<>();
        boolean listing = false;
        for (String line : lines) {
            listing ^= line.strip().startsWith("```");
            if (!listing && !line.startsWith("|")) {
                prose.add(line);
            }
        }
        return prose.stream();
    }

    private static boolean isWide(String line) {
        return line.length() > WIDTH && !LINK.matcher(line).find();
    }

    private static List<Path> filesBelow(String folder, String ending) throws IOException {
        Path below = Project.root().resolve(folder);
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
