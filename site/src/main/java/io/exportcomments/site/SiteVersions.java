package io.exportcomments.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies beside the versions of the site: their list, and the addresses that always lead to the latest. */
final class SiteVersions {
    /** What the folder of a version has, and no other one. */
    static final String MARK = "search-index.js";

    private static final String LATEST = "latest";

    private final Path output;

    SiteVersions(Path output) {
        this.output = output;
    }

    /** Writes them anew, by the versions that are there. */
    void write() throws IOException {
        List<SiteVersion> versions = versions();
        SiteVersion latest = latest(versions);
        Files.writeString(output.resolve("versions.js"), script(versions, latest));
        Files.writeString(output.resolve("forward.js"), PageTemplate.text("forward.js"));
        Files.writeString(output.resolve("index.html"), forward(LATEST + "/index.html", "forward.js"));
        Files.writeString(output.resolve("versions.html"), list(versions, latest));
        FileTrees.delete(output.resolve(LATEST));
        for (String page : pages(latest)) {
            Path file = output.resolve(LATEST).resolve(page);
            Files.createDirectories(file.getParent());
            String top = PagePaths.top(LATEST + "/" + page);
            Files.writeString(file, forward(top + latest.name() + "/" + page, top + "forward.js"));
        }
    }

    /** The newest first. */
    private List<SiteVersion> versions() throws IOException {
        try (Stream<Path> folders = Files.list(output)) {
            return folders.filter(folder -> Files.exists(folder.resolve(MARK)))
                    .map(folder -> folder.getFileName().toString())
                    .filter(SiteVersion::isVersion)
                    .map(SiteVersion::new)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static SiteVersion latest(List<SiteVersion> versions) {
        return versions.stream().filter(SiteVersion::isRelease).findFirst().orElseGet(() -> versions.get(0));
    }

    /** The pages of a version, and where its javadoc begins. */
    private List<String> pages(SiteVersion version) throws IOException {
        Path folder = output.resolve(version.name());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".html"))
                    .filter(file -> !file.startsWith(ApiDocs.FOLDER + "/") || file.equals(ApiDocs.START))
                    .sorted()
                    .toList();
        }
    }

    private String script(List<SiteVersion> versions, SiteVersion latest) throws IOException {
        StringBuilder script = new StringBuilder("window.siteVersions = {\n  latest: ")
                .append(Markup.quote(latest.name()))
                .append(",\n  all: [\n");
        for (SiteVersion version : versions) {
            script.append("    { version: ")
                    .append(Markup.quote(version.name()))
                    .append(", pages: ")
                    .append(pages(version).stream().map(Markup::quote).collect(Collectors.joining(", ", "[", "]")))
                    .append(" },\n");
        }
        return script.append("  ],\n};\n").toString();
    }

    private static String list(List<SiteVersion> versions, SiteVersion latest) throws IOException {
        String items = versions.stream()
                .map(version -> "<li><a href=\"" + version.name() + "/index.html\">" + version.name() + "</a>"
                        + (version.equals(latest) ? ", the latest" : "") + (version.isRelease() ? "" : ", not released")
                        + "</li>\n")
                .collect(Collectors.joining());
        return new PageTemplate("versions.html").with(Map.of("versions", items, "latest", latest.name()));
    }

    private static String forward(String target, String script) throws IOException {
        return new PageTemplate("forward.html").with(Map.of("target", target, "script", script));
    }
}
