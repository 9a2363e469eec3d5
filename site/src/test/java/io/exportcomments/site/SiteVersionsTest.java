package io.exportcomments.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("jdk-independent")
class SiteVersionsTest {
    @TempDir
    Path folder;

    private Path output;
    private SmallCheckout checkout;

    @BeforeEach
    void open() {
        output = folder.resolve("out");
        checkout = new SmallCheckout(folder.resolve("checkout"));
    }

    private void make(String version) {
        checkout.version(version);
        assertThat(checkout.make(output)).isEmpty();
    }

    @Test
    void aSnapshotIsTheLatestUntilThereIsARelease() {
        make("0.1.0-SNAPSHOT");
        assertThat(output.resolve("versions.js")).content().contains("latest: \"0.1.0-SNAPSHOT\"");
        make("0.1.0");
        make("0.2.0-SNAPSHOT");
        assertThat(output.resolve("versions.js")).content().contains("latest: \"0.1.0\"");
        assertThat(output.resolve("versions.html"))
                .content()
                .containsSubsequence(
                        "0.2.0-SNAPSHOT</a>, not released<",
                        "0.1.0</a>, the latest<",
                        "0.1.0-SNAPSHOT</a>, not released<");
    }

    @Test
    void aVersionIsPutBesideTheOthers() throws IOException {
        make("0.9.0");
        Files.writeString(output.resolve("0.9.0/kept.txt"), "as it was");
        checkout.write("docs/new.md", "# New\n\nText.\n");
        make("0.10.0");

        assertThat(output.resolve("0.9.0/kept.txt")).exists();
        assertThat(output.resolve("0.9.0/docs/new.html")).doesNotExist();
        assertThat(output.resolve("versions.js"))
                .content()
                .containsSubsequence("version: \"0.10.0\"", "docs/new.html", "version: \"0.9.0\"", "docs/guide.html");
    }

    @Test
    void theSameVersionIsMadeAnew() throws IOException {
        make("0.1.0");
        Files.writeString(output.resolve("0.1.0/old.html"), "");
        make("0.1.0");
        assertThat(output.resolve("0.1.0/old.html")).doesNotExist();
    }

    @Test
    void eachPageOfTheLatestHasAnAddressThatStays() {
        checkout.write("docs/old.md", "# Old\n\nText.\n");
        make("0.1.0");
        assertThat(output.resolve("latest/docs/old.html")).exists();
        checkout.write("docs/old.md", "");
        assertThat(folder.resolve("checkout/docs/old.md").toFile().delete()).isTrue();
        make("0.2.0");

        assertThat(output.resolve("latest/docs/old.html")).doesNotExist();
        assertThat(output.resolve("latest/docs/guide.html"))
                .content()
                .contains(
                        "url=../../0.2.0/docs/guide.html\"",
                        "href=\"../../0.2.0/docs/guide.html\"",
                        "../../forward.js");
        assertThat(output.resolve("index.html")).content().contains("url=latest/index.html\"");
    }

    @Test
    void aFolderOfSomethingElseIsNotTouched() throws IOException {
        Files.createDirectories(output.resolve("0.1.0"));
        Files.writeString(output.resolve("0.1.0/mine.txt"), "mine");
        checkout.version("0.1.0");
        assertThatThrownBy(() -> checkout.make(output)).hasMessageContaining("no version of this site");
        assertThat(output.resolve("0.1.0/mine.txt")).hasContent("mine");
    }

    @Test
    void versionsAreOrderedByTheirNumbers() {
        assertThat(Stream.of("0.10.0", "1.0.0", "0.9.1", "1.0.0-SNAPSHOT", "0.9", "1.0.0-RC1")
                        .map(SiteVersion::new)
                        .sorted()
                        .map(SiteVersion::name))
                .containsExactly("0.9", "0.9.1", "0.10.0", "1.0.0-RC1", "1.0.0-SNAPSHOT", "1.0.0");
        assertThatThrownBy(() -> new SiteVersion("../elsewhere")).hasMessage("no version: ../elsewhere");
    }
}
