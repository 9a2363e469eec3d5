package io.exportcomments.integration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user's project gets with each published module through the BOM: resolved by Maven in a project outside of this
 * one, which has nothing else.
 */
@Timeout(240)
class DependenciesTest {
    private static final String EXPECTED = "integration-tests/src/test/resources/dependencies.txt";

    private static final Pattern PERMISSIVE = Pattern.compile(
            "(?i)apache.*2\\.0|^(the )?mit(-0)?( license)?$|^bsd-[23]-clause$|eclipse public license.*2\\.0|^epl[- ]2\\.0$");

    @TempDir
    static Path folder;

    /** The files of each module's run-time class path, as {@code group:artifact version}. */
    private static final Map<String, List<String>> resolved = new TreeMap<>();

    @BeforeAll
    static void resolve() throws Exception {
        String version = System.getProperty("build.java.version", System.getProperty("java.specification.version"));
        Assumptions.assumeTrue(
                version.equals("17"),
                "Maven runs on Java " + version + ", for which Vert.x's POM names more libraries");
        OutsideProject project = new OutsideProject(folder);
        List<String> modules = Project.publishedModules().stream()
                .filter(module -> !module.equals("bom"))
                .toList();
        project.write("pom.xml", parent(modules));
        for (String module : modules) {
            project.write("with-" + module + "/pom.xml", child(module));
        }
        project.maven("dependency:build-classpath", "-Dmdep.includeScope=runtime", "-Dmdep.outputFile=classpath");
        for (String module : modules) {
            resolved.put(module, dependencies(folder.resolve("with-" + module + "/classpath")));
        }
    }

    /**
     * So that none grows unseen. Who changes them on purpose runs this with {@code -Ddependencies.write}, and reads the
     * difference.
     */
    @Test
    void eachModuleBringsWhatIsWrittenDown() throws IOException {
        String now = resolved.entrySet().stream()
                .map(module -> "%s: %d%n"
                                .formatted(module.getKey(), module.getValue().size())
                        + module.getValue().stream().map("  %s%n"::formatted).collect(joining()))
                .collect(joining("\n"));
        if (System.getProperty("dependencies.write") != null) {
            Files.writeString(Project.root().resolve(EXPECTED), now);
        }

        assertThat(now).isEqualToNormalizingNewlines(Project.read(EXPECTED));
    }

    /**
     * A version that no test of ours has met is not one that we can answer for. What the starters get is met by
     * {@link NewSpringProjectTest}, which resolves it as here.
     */
    @Test
    void eachVersionIsOneThatIsTestedHere() {
        Map<String, List<String>> tested = testedVersions();

        List<String> others = resolved.entrySet().stream()
                .filter(module -> !module.getKey().startsWith("spring-boot-starter"))
                .flatMap(module -> module.getValue().stream())
                .distinct()
                .filter(dependency -> {
                    String[] parts = dependency.split(" ");
                    List<String> versions = tested.get(parts[0]);
                    return parts.length == 2 && (versions == null || !versions.contains(parts[1]));
                })
                .toList();
        assertThat(tested).containsKeys("com.squareup.okio:okio-jvm", "io.vertx:vertx-core");
        assertThat(others).isEmpty();
    }

    /**
     * At least one of a dependency's licences is one that a company can take beside Apache-2.0, with no duty for its
     * own code.
     */
    @Test
    void eachLicenceIsOneThatCanBeTaken() {
        Map<String, List<String>> others = resolved.values().stream()
                .flatMap(List::stream)
                .filter(dependency -> dependency.contains(" "))
                .distinct()
                .collect(toMap(dependency -> dependency, DependenciesTest::licences));
        assertThat(others).hasSizeGreaterThan(50);

        others.values().removeIf(licences -> licences.stream().anyMatch(PERMISSIVE.asPredicate()));

        assertThat(others).isEmpty();
    }

    /** The names of a dependency's licences, as its POM or the next parent that names any has them. */
    private static List<String> licences(String dependency) {
        String pom = pom(dependency.split("[: ]"));
        String licences = first("<licenses>(.*?)</licenses>", pom);
        if (licences != null) {
            return Project.all("(?s)<name>\\s*(.*?)\\s*</name>", licences);
        }
        String parent = first("<parent>(.*?)</parent>", pom);
        return parent == null
                ? List.of()
                : licences(first("<groupId>(.*?)</groupId>", parent) + ":"
                        + first("<artifactId>(.*?)</artifactId>", parent) + " "
                        + first("<version>(.*?)</version>", parent));
    }

    private static @Nullable String first(String pattern, String text) {
        return Project.all("(?s)" + pattern, text).stream()
                .findFirst()
                .map(String::strip)
                .orElse(null);
    }

    private static String pom(String[] name) {
        Path folder = PublishedModules.local()
                .resolve(name[0].replace('.', '/'))
                .resolve(name[1])
                .resolve(name[2]);
        try {
            return Files.readString(folder.resolve(name[1] + "-" + name[2] + ".pom"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions of the jars on this test's class path. */
    private static Map<String, List<String>> testedVersions() {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classpath.split(File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.startsWith(PublishedModules.local()))
                .map(DependenciesTest::name)
                .map(name -> name.split(" "))
                .collect(groupingBy(parts -> parts[0], mapping(parts -> parts[1], toList())));
    }

    private static List<String> dependencies(Path classpath) throws IOException {
        return Stream.of(Files.readString(classpath).split(File.pathSeparator))
                .map(Path::of)
                .map(DependenciesTest::name)
                .sorted()
                .toList();
    }

    /** The {@code group:artifact version} of a file in a local repository; of ours, the artifact. */
    private static String name(Path file) {
        Path version = file.getParent();
        Path artifact = version.getParent();
        if (!file.startsWith(PublishedModules.local())) {
            return artifact.getFileName().toString();
        }
        String group = PublishedModules.local()
                .relativize(artifact.getParent())
                .toString()
                .replace(File.separatorChar, '.');
        return group + ":" + artifact.getFileName() + " " + version.getFileName();
    }

    private static String parent(List<String> modules) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>all</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>%s</modules>
                  <build><plugins>%s</plugins></build>
                </project>
                """.formatted(
                modules.stream().map("<module>with-%s</module>"::formatted).collect(joining()),
                OutsideProject.plugin("maven-dependency-plugin"));
    }

    private static String child(String module) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>com.example</groupId>
                    <artifactId>all</artifactId>
                    <version>1</version>
                  </parent>
                  <artifactId>with-%s</artifactId>
                  %s
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(module, OutsideProject.bom(), OutsideProject.dependency(module));
    }
}
