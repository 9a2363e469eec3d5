package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the watch contract names every promise, and each of the tests that it names is there. */
class WatchContractDocumentTest {
    private static final String PAGE = Project.read("docs/watch-contract.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    @Test
    void everyPromiseHasItsTests() {
        IntStream.rangeClosed(1, 12)
                .forEach(number -> assertThat(PAGE.lines().filter(line -> line.startsWith("| W" + number + " |")))
                        .as("W" + number)
                        .singleElement()
                        .satisfies(row -> assertThat(tests(row)).hasSizeGreaterThanOrEqualTo(2)));
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(Project.root())) {
            sources = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(tests(PAGE))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources)
                        .filteredOn(file -> file.endsWith(test.group(1) + ".java"))
                        .as(test.group())
                        .singleElement()
                        .satisfies(
                                file -> assertThat(Files.readString(file)).contains(" void " + test.group(2) + "(")));
    }

    private static List<MatchResult> tests(String text) {
        return TEST.matcher(text).results().toList();
    }
}
