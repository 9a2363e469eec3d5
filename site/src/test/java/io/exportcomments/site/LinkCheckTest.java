package io.exportcomments.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk-independent")
class LinkCheckTest {
    @TempDir
    Path folder;

    private Path site;

    @BeforeEach
    void write() throws IOException {
        site = Files.createDirectories(folder.resolve("site/docs")).getParent();
        Files.writeString(folder.resolve("outside.html"), "");
        Files.writeString(
                site.resolve("docs/b.html"), "<h1 id=\"top\">b</h1><p id=\"&lt;init&gt;(int)\"><a name=\"old\">");
        Files.writeString(site.resolve("icon.svg"), "");
    }

    private void page(String html) throws IOException {
        Files.writeString(site.resolve("a.html"), html);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"docs/b.html\">",
                "<a class=\"x\"\n href=\"docs/b.html#top\">",
                "<a href=\"docs/b.html#old\">",
                "<a href=\"docs/b.html#%3Cinit%3E(int)\">",
                "<a href=\"docs/b.html?a=1&amp;b=2#top\">",
                "<p id=\"here\"><a href=\"#here\">",
                "<a href=\"#\">",
                "<img src=\"icon.svg\">",
                "<a href=\"https://example.org/a?b=c#d\">",
                "<a href=\"http://127.0.0.1:8080/\">",
                "<meta http-equiv=\"refresh\" content=\"1; url=docs/b.html\">"
            })
    void goodLinksAreNotNamed(String html) throws IOException {
        page(html);
        assertThat(LinkCheck.of(site).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href=\"docs/c.html\"> | has a dead link: docs/c.html",
                "<a href=\"docs/\"> | has a dead link: docs/",
                "<a href=\"docs/100%.html\"> | has a dead link: docs/100%.html",
                "<a href=\"docs/b.html#gone\"> | links to an id that is not there: docs/b.html#gone",
                "<a href=\"#gone\"> | links to an id that is not there: #gone",
                "<a href=\"../outside.html\"> | links to what is not on the site: ../outside.html",
                "<img src=\"gone.png\"> | has a dead link: gone.png",
                "<meta http-equiv=\"refresh\" content=\"1; url=gone.html\"> | has a dead link: gone.html",
                "<script src=\"https://example.org/a.js\"> | loads from another place: https://example.org/a.js",
                "<link href=\"//example.org/a.css\"> | loads from another place: //example.org/a.css",
                "<a href=\"http://example.org/\"> | has a malformed link: http://example.org/",
                "<a href=\"https://example/\"> | has a malformed link: https://example/",
                "<a href=\"https://me:secret@example.org/\"> | has a malformed link: https://me:secret@example.org/",
                "<a href=\"https://example.org/a b\"> | has a malformed link: https://example.org/a b",
                "<a href=\"javascript:alert(1)\"> | has a malformed link: javascript:alert(1)"
            })
    void badLinksAre(String html, String problem) throws IOException {
        page(html);
        assertThat(LinkCheck.of(site).problems()).containsExactly("a.html " + problem);
    }

    @Test
    void eachPageIsLookedAt() throws IOException {
        page("<a href=\"gone.html\">");
        Files.writeString(site.resolve("docs/c.html"), "<a href=\"../a.html\"><a href=\"a.html\">");
        assertThat(LinkCheck.of(site).pages()).isEqualTo(3);
        assertThat(LinkCheck.of(site).links()).isEqualTo(3);
        assertThat(LinkCheck.of(site).problems())
                .containsExactly("a.html has a dead link: gone.html", "docs/c.html has a dead link: a.html");
    }

    @Test
    void whatAStyleSheetNeedsIsThereToo() throws IOException {
        Files.writeString(site.resolve("a.css"), """
                @import url('fonts/a.css');
                a { background: url(icon.svg), url("data:image/png;base64,AA=="), url(https://example.org/a.png); }
                """);
        assertThat(LinkCheck.of(site).problems())
                .containsExactly(
                        "a.css has a dead link: fonts/a.css",
                        "a.css loads from another place: https://example.org/a.png");
    }
}
