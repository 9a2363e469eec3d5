package io.exportcomments.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A repository with few documents, of which tests make sites. */
final class SmallCheckout {
    private final Path root;

    SmallCheckout(Path root) {
        this.root = root;
        version("0.1.0-SNAPSHOT");
        write("README.md", "# small\n\nA small thing.\n\n[Guide](docs/guide.md#a-part)\n");
        write("docs/guide.md", "# The guide\n\nBegins.\n\n## A part\n\nIts text.\n");
        write("examples/one/README.md", "# One\n\nAn example.\n");
        write("findings/README.md", "# Findings\n\nNone.\n");
    }

    Path root() {
        return root;
    }

    void version(String version) {
        write("pom.xml", """
                <project>
                  <artifactId>exportcomments-parent</artifactId>
                  <version>%s</version>
                  <scm><connection>none</connection><url>https://example.org/small</url></scm>
                </project>
                """.formatted(version));
    }

    void write(String file, String text) {
        Path path = root.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes its site, and gives what is wrong with it. */
    List<String> make(Path output) {
        try {
            return new SiteBuild(root, output, false).make().problems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the parent pom of this project. */
    static Path ofThisProject() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bom/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
