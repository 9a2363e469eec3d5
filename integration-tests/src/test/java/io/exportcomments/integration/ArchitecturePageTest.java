package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for whoever changes the project names no class, module or page that is not there. */
class ArchitecturePageTest {
    private static final String PAGE = Project.read("docs/architecture.md");

    @Test
    void eachClassThatItNamesIsThere() throws IOException {
        Set<String> sources;
        try (Stream<Path> files = Files.walk(Project.root())) {
            sources = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> named = new TreeSet<>(Project.all("`([A-Z][a-z]\\w*[a-z])(?:\\.\\w+)?(?:\\(\\))?`", PAGE));

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named).allSatisfy(name -> assertThat(sources).contains(name));
    }

    @Test
    void eachPageThatItNamesIsThere() {
        assertThat(Project.all("`(docs/[\\w/.-]+)`", PAGE))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(Project.root().resolve(page)).exists());
    }

    @Test
    void itSaysSomethingOfEachModule() {
        assertThat(Project.modules()).allSatisfy(module -> assertThat(PAGE).contains(module));
    }
}
