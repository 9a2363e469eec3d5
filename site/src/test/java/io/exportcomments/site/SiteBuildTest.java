package io.exportcomments.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this project's documents, without the javadoc: it is left in {@code target/test-site}. */
@Tag("jdk-independent")
class SiteBuildTest {
    private static final Path OUTPUT = Path.of("target", "test-site");
    private static List<String> problems;
    private static Path version;

    @BeforeAll
    static void make() throws IOException {
        problems = make(OUTPUT);
        version = OUTPUT.resolve(new SourceTree(SmallCheckout.ofThisProject()).version());
    }

    private static List<String> make(Path output) throws IOException {
        return new SiteBuild(SmallCheckout.ofThisProject(), output, false)
                .make()
                .problems();
    }

    @Test
    void noLinkIsDead() {
        assertThat(problems).isEmpty();
    }

    @Test
    void eachPageHasOneTitleItsLandmarksAndNoIdTwice() throws IOException {
        List<Path> pages = FileTrees.ending(version, ".html");
        assertThat(pages).hasSizeGreaterThan(40);
        for (Path page : pages) {
            String html = Files.readString(page);
            assertThat(all("<h1[ >]", html)).as("%s", page).hasSize(1);
            assertThat(html)
                    .as("%s", page)
                    .contains("<html lang=\"en\"", "<title>", "<header>", "<nav ", "<main ", "<footer>")
                    .doesNotContain("{{");
            assertThat(all("\\sid=\"([^\"]+)\"", html)).as("%s", page).doesNotHaveDuplicates();
            assertThat(all("aria-current", html)).as("%s", page).hasSize(1);
        }
    }

    @Test
    void nothingComesFromAnotherHost() throws IOException {
        for (String file : List.of("site.css", "site.js", "../versions.js", "../forward.js")) {
            assertThat(version.resolve(file)).content().doesNotContain("http:", "https:", "@import", "eval(");
        }
    }

    @Test
    void eachSectionOfEachPageIsFound() throws IOException {
        String script = Files.readString(version.resolve("search-index.js"));
        JsonArray entries =
                new JsonArray(script.replaceFirst("window\\.searchIndex = ", "").replaceFirst(";\\s*$", ""));
        List<String> links = entries.stream()
                .map(entry -> ((JsonObject) entry).getString("link"))
                .toList();

        assertThat(links).doesNotHaveDuplicates().contains("index.html", "docs/spring.html#properties");
        assertThat(links.stream().filter(link -> !link.contains("#")))
                .hasSameSizeAs(FileTrees.ending(version, ".html"));
        assertThat(script).contains("exportcomments.api-token").doesNotContain("</");
    }

    @Test
    void theSameDocumentsMakeTheSameBytes(@TempDir Path again) throws IOException {
        assertThat(make(again)).isEmpty();
        assertThat(texts(again)).isEqualTo(texts(OUTPUT));
    }

    /** What it does not name makes the javadoc fail, but only when it is made. */
    @Test
    void theProfileNamesEachLibrary() throws IOException {
        SourceTree tree = new SourceTree(SmallCheckout.ofThisProject());
        assertThat(tree.libraries()).contains("core", "testkit").doesNotContain("cli", "site", "test-browser");
        assertThat(all("<artifactId>exportcomments-([^<]+)</artifactId>\\s*<scope>runtime", tree.read("site/pom.xml")))
                .containsExactlyInAnyOrderElementsOf(tree.libraries());
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(result.groupCount()))
                .toList();
    }
}
