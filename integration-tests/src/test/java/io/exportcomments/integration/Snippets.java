package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parts of a source between {@code // tag::name[]} and {@code // end::name[]}, as a page shows them. */
final class Snippets {
    private static final Pattern TAGGED =
            Pattern.compile("^ *// tag::([\\w-]+)\\[]\\n(.*?)^ *// end::\\1\\[]", Pattern.DOTALL | Pattern.MULTILINE);

    private Snippets() {}

    /** The parts of a file by their names, without the indentation that they share. */
    static Map<String, String> of(String file) {
        Map<String, String> found = new LinkedHashMap<>();
        TAGGED.matcher(Project.read(file))
                .results()
                .forEach(part -> found.put(
                        part.group(1), part.group(2).replaceAll("\\s+$", "").stripIndent()));
        return found;
    }

    /** Fails unless a page's blocks of Java are the parts of these files, all of them and nothing else. */
    static void assertShown(String page, String... files) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String file : files) {
            of(file).forEach((name, part) -> assertThat(parts.put(name, part))
                    .as(name + " is there twice")
                    .isNull());
        }
        assertThat(parts).isNotEmpty();
        assertThat(Project.all("(?s)```java\\n(.*?)\\n```", Project.read(page)))
                .as("the Java of " + page)
                .containsExactlyInAnyOrderElementsOf(parts.values());
    }
}
