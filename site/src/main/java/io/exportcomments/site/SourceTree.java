package io.exportcomments.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout that the site is made of. Its files are named by their path in it, with slashes. */
final class SourceTree {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>exportcomments-parent</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern ADDRESS = Pattern.compile("(?s)<scm[ >].*?<url>([^<]+)</url>");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Path root;
    private final String parent;

    SourceTree(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.parent = Files.readString(root.resolve("pom.xml"));
    }

    Path file(String path) {
        return root.resolve(path);
    }

    String read(String path) throws IOException {
        return Files.readString(file(path));
    }

    /** The version that the checkout has. */
    String version() {
        return find(VERSION);
    }

    /** Where a file or folder of this version can be seen; a release has the tag {@code v} and its version. */
    String address(String path) {
        String revision = version().endsWith("-SNAPSHOT") ? "HEAD" : "v" + version();
        String kind = Files.isDirectory(file(path)) ? "tree" : "blob";
        return find(ADDRESS) + "/" + kind + "/" + revision + "/" + path;
    }

    /** The documents that become pages. */
    List<String> documents() throws IOException {
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(file("docs"));
                Stream<Path> examples = Files.walk(file("examples"), 2);
                Stream<Path> findings = Files.list(file("findings"))) {
            return Stream.of(top, docs, examples, findings)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The modules that others compile against: published, with code, and more than a command. */
    List<String> libraries() throws IOException {
        List<String> modules = MODULE.matcher(parent)
                .results()
                .map(module -> module.group(1))
                .filter(module -> !module.equals("cli") && Files.exists(file(module + "/src/main/java")))
                .toList();
        List<String> libraries = new ArrayList<>();
        for (String module : modules) {
            if (!read(module + "/pom.xml").contains("<maven.deploy.skip>true")) {
                libraries.add(module);
            }
        }
        return List.copyOf(libraries);
    }

    private String find(Pattern pattern) {
        Matcher matcher = pattern.matcher(parent);
        if (!matcher.find()) {
            throw new IllegalStateException("pom.xml has no " + pattern);
        }
        return matcher.group(1);
    }
}
