package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on Spring shows programs that the starter's own tests run, and each property that there is. */
class SpringPageTest {
    private static final String PAGE = "docs/spring.md";
    private static final String SHOWN =
            "spring-boot-starter-test/src/test/java/io/exportcomments/spring/boot/docs/page/";
    private static final String BULK = "spring-boot-starter/src/test/java/io/exportcomments/spring/boot/";
    private static final Pattern NAME =
            Pattern.compile("\"name\"\\s*:\\s*\"(exportcomments\\.[\\w.-]+)\"\\s*,\\s*\"type\"");

    @Test
    void itShowsWhatIsRun() {
        Snippets.assertShown(
                PAGE,
                Stream.concat(
                                Stream.of("Archive", "Ends", "Deliveries", "ClientSetup", "ArchiveTest")
                                        .map(name -> SHOWN + name + ".java"),
                                Stream.of("Orders", "OrderEnds").map(name -> BULK + name + ".java"))
                        .toArray(String[]::new));
    }

    @Test
    void itsTableHasEachPropertyAndNoOther() throws IOException {
        List<String> inTable = Project.all("(?m)^\\| `(exportcomments\\.[\\w.-]+)` \\|", Project.read(PAGE));
        assertThat(inTable).containsExactlyInAnyOrderElementsOf(properties()).hasSizeGreaterThan(15);
    }

    /** The properties, without their groups, as the starter's metadata tells them to editors. */
    private static Set<String> properties() throws IOException {
        Set<String> found = new TreeSet<>();
        for (URL file : Collections.list(
                SpringPageTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = file.openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                String properties = text.substring(text.indexOf("\"properties\""));
                found.addAll(NAME.matcher(properties)
                        .results()
                        .map(match -> match.group(1))
                        .toList());
            }
        }
        return found;
    }

    @Test
    void whatItLinksIsThere() {
        for (String page : List.of(PAGE, "docs/vertx.md")) {
            assertThat(Project.all("\\]\\(([^):#]+)\\)", Project.read(page)))
                    .as(page)
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(Path.of(Project.root().toString(), "docs", link))
                            .exists());
            assertThat(Project.read("README.md")).contains("](" + page + ")");
        }
    }
}
