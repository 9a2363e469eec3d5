package io.exportcomments.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Runs the tests of our modules on the oldest and on the newest versions that we say we support, each in a project of
 * its own, and prints a row of a table for each. The modules must be compiled.
 */
public final class VersionsRun {
    private static final int MOST_SHOWN = 10;

    /** What came of a version's tests. */
    private record Outcome(int passed, int skipped, List<String> failed) {}

    private final OutsideProject project;
    private final List<SupportedVersion> versions;

    private VersionsRun(Path folder, List<SupportedVersion> versions) {
        this.project = new OutsideProject(folder);
        this.versions = versions;
    }

    /**
     * Takes a folder for the projects, and the names of libraries; without these, all are run. Exits with 1 if a test
     * failed or none passed.
     */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws Exception {
        List<String> libraries = List.of(args).subList(1, args.length);
        List<SupportedVersion> versions = SupportedVersions.all().stream()
                .filter(version -> libraries.isEmpty() || libraries.contains(version.library()))
                .toList();
        if (versions.isEmpty()) {
            System.err.println("No such library: " + libraries);
            System.exit(2);
        }
        System.exit(new VersionsRun(Path.of(args[0]), versions).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        StringBuilder modules = new StringBuilder();
        for (SupportedVersion version : versions) {
            project.write(version.name() + "/pom.xml", version.pom());
            modules.append("<module>").append(version.name()).append("</module>");
        }
        project.write("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>all</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """.formatted(modules));
        String surefire = Project.all(
                        "<artifactId>maven-surefire-plugin</artifactId>\\s*<version>([^<]+)</version>",
                        Project.read("pom.xml"))
                .get(0);
        boolean ended = maven("org.apache.maven.plugins:maven-surefire-plugin:" + surefire + ":test");
        return print() && ended;
    }

    private boolean maven(String goal) throws Exception {
        Path repository = project.folder().resolve("repository");
        try {
            PublishedModules.installIn(repository);
            Path log = project.folder().resolve("maven.log");
            Process process = new ProcessBuilder(
                            "mvn", "-B", "-ntp", "--fail-at-end", "-Dmaven.repo.local=" + repository, goal)
                    .directory(project.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor() == 0;
            if (!ended) {
                System.err.println("Maven failed; see " + log);
            }
            return ended;
        } finally {
            PublishedModules.unlink(repository);
        }
    }

    private boolean print() throws IOException, ParserConfigurationException, SAXException {
        boolean good = true;
        System.out.println("| library | version | tests of | passed | skipped | failed |");
        System.out.println("|---|---|---|---:|---:|---:|");
        for (SupportedVersion version : versions) {
            Outcome outcome = outcome(version);
            System.out.printf(
                    "| %s | %s | `%s` | %d | %d | %d |%n",
                    version.library(),
                    version.version(),
                    version.module(),
                    outcome.passed(),
                    outcome.skipped(),
                    outcome.failed().size());
            outcome.failed().stream()
                    .limit(MOST_SHOWN)
                    .forEach(test -> System.err.println(version.name() + ": " + test + " failed"));
            good &= outcome.failed().isEmpty() && outcome.passed() > 0;
        }
        return good;
    }

    private Outcome outcome(SupportedVersion version) throws IOException, ParserConfigurationException, SAXException {
        Path folder = project.folder().resolve(version.name()).resolve("target/surefire-reports");
        int passed = 0;
        int skipped = 0;
        List<String> failed = new ArrayList<>();
        for (Path report : reports(folder)) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element one = (Element) cases.item(i);
                if (has(one, "failure") || has(one, "error")) {
                    failed.add(one.getAttribute("classname") + " " + one.getAttribute("name"));
                } else if (has(one, "skipped")) {
                    skipped++;
                } else {
                    passed++;
                }
            }
        }
        return new Outcome(passed, skipped, failed);
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private static boolean has(Element one, String name) {
        return one.getElementsByTagName(name).getLength() > 0;
    }
}
