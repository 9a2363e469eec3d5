package io.exportcomments.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jdk-independent")
class MarkdownReaderTest {
    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();
    private SmallCheckout checkout;
    private MarkdownReader reader;

    @BeforeEach
    void open() throws IOException {
        checkout = new SmallCheckout(folder);
        checkout.write("docs/decisions/README.md", "# Decisions\n");
        SourceTree tree = new SourceTree(folder);
        reader = new MarkdownReader(tree, tree.documents(), problems::add);
    }

    private SitePage page(String text) throws IOException {
        checkout.write("docs/guide.md", "# The guide\n\n" + text);
        return reader.read("docs/guide.md");
    }

    @Test
    void headingsHaveTheIdsThatGitHubGivesThem() throws IOException {
        SitePage page = page(
                "## Many URLs: `export --from FILE`\n\n## `--json`\n\n## Twice\n\n## Twice\n\n## Über_alles, 2.0\n");
        assertThat(page.sections())
                .extracting(PageSection::anchor)
                .containsExactly(
                        "the-guide", "many-urls-export---from-file", "--json", "twice", "twice-1", "über_alles-20");
        assertThat(page.content()).contains("<h2 id=\"twice-1\">");
    }

    @Test
    void linksLeadToPagesFilesOrSources() throws IOException {
        checkout.write("docs/board.json", "{}");
        checkout.write("core/src/Thing.java", "class Thing {}");
        SitePage page = page("""
                [up](../README.md) [folder](decisions) [file](board.json) [source](../core/src/Thing.java)
                [sources](../core) [part](#the-guide) [other](../examples/one/README.md#one) <https://example.com/?a=1>
                """);
        assertThat(page.content())
                .contains(
                        "href=\"../index.html\"",
                        "href=\"decisions/index.html\"",
                        "href=\"board.json\"",
                        "href=\"https://example.org/small/blob/HEAD/core/src/Thing.java\"",
                        "href=\"https://example.org/small/tree/HEAD/core\"",
                        "href=\"#the-guide\"",
                        "href=\"../examples/one/index.html#one\"",
                        "href=\"https://example.com/?a=1\"");
        assertThat(page.links()).containsExactly("README.md", "docs/decisions/README.md", "examples/one/README.md");
        assertThat(reader.files()).containsExactly("docs/board.json");
        assertThat(problems).isEmpty();
    }

    @Test
    void sourcesOfAReleaseAreThoseOfItsTag() throws IOException {
        checkout.version("0.2.0");
        assertThat(new SourceTree(folder).address("README.md"))
                .isEqualTo("https://example.org/small/blob/v0.2.0/README.md");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        page("[gone](gone.md) [outside](../../etc/passwd) ![a picture](gone.png) ![far](https://example.com/a.png)");
        assertThat(problems)
                .containsExactly(
                        "docs/guide.md links to what is not there: gone.md",
                        "docs/guide.md links to what is not there: ../../etc/passwd",
                        "docs/guide.md links to what is not there: gone.png",
                        "docs/guide.md shows a picture from another host: https://example.com/a.png");
    }

    @Test
    void picturesLieBesideAndHaveWords() throws IOException {
        checkout.write("core/a.svg", "<svg/>");
        assertThat(page("![](../core/a.svg)").content()).contains("src=\"../core/a.svg\"");
        assertThat(reader.files()).containsExactly("core/a.svg");
        assertThat(problems).containsExactly("docs/guide.md has a picture without words: ../core/a.svg");
    }

    @Test
    void htmlOfADocumentIsRefusedAndACommentIsLeftOut() throws IOException {
        SitePage page = page("<!-- made by a test -->\n\nText <b>bold</b>.\n\n<script>1</script>\n");
        assertThat(page.content()).doesNotContain("made by a test");
        assertThat(problems)
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).startsWith("docs/guide.md has HTML"));
    }

    @Test
    void listingsShowWhatTheyHold() throws IOException {
        SitePage page = page("""
                ```java
                // a <comment>
                @Bean String text = "a \\"quoted\\" & text";
                ```

                ```text
                <script>alert(1)</script> {{title}}
                ```
                """);
        assertThat(page.content())
                .contains(
                        "<span class=\"comment\">// a &lt;comment&gt;</span>",
                        "<span class=\"word\">@Bean</span> String text",
                        "<span class=\"text\">&quot;a \\&quot;quoted\\&quot; &amp; text&quot;</span>",
                        "&lt;script&gt;alert(1)&lt;/script&gt; {{title}}");
    }

    @Test
    void aDiagramOfStatesIsAList() throws IOException {
        SitePage page =
                page("```mermaid\nstateDiagram-v2\n    [*] --> a\n    a --> b: go\n    a --> a\n    b --> [*]\n```\n");
        assertThat(page.content())
                .contains(
                        "<dt>begins as</dt><dd><code>a</code></dd>",
                        "<dt><code>a</code></dt><dd><code>b</code> (go), <code>a</code></dd>",
                        "<dt><code>b</code></dt><dd>the end</dd>");
        assertThat(page("```mermaid\npie\n```\n").content()).contains("<pre tabindex=\"0\"><code>pie");
    }

    @Test
    void aTableIsScrolledOnItsOwnAndHasNoEmptyHead() throws IOException {
        SitePage page = page("## Of \"things\"\n\n| | |\n|---|--:|\n| a | 1 |\n");
        assertThat(page.content())
                .contains("role=\"region\" tabindex=\"0\" aria-label=\"Table: Of &quot;things&quot;\"")
                .contains("<td align=\"right\">1</td>")
                .doesNotContain("<thead>");
    }

    @Test
    void whatIsSearchedIsTheTextOfEachSection() throws IOException {
        SitePage page = page(
                "Begins *here*\nwith [a link](../README.md).\n\n## Part\n\n- one\n- `two`\n\n| a | b |\n|---|---|\n| c | d |\n");
        assertThat(page.sections())
                .extracting(PageSection::text)
                .containsExactly("Begins here with a link.", "one two a b c d");
        assertThat(page.description()).isEqualTo("Begins here with a link.");
    }

    @Test
    void aDocumentWithoutATitleIsRefused() {
        checkout.write("docs/guide.md", "Text.\n");
        assertThatThrownBy(() -> reader.read("docs/guide.md")).hasMessage("docs/guide.md does not begin with a title");
    }
}
