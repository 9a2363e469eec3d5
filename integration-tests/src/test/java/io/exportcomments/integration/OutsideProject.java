package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Maven project outside of this one, which knows no more of it than what is published. */
record OutsideProject(Path folder) {
    /** The BOM, imported as the README shows. */
    static String bom() {
        return """
                <dependencyManagement>
                  <dependencies>
                    <dependency>
                      <groupId>io.exportcomments</groupId>
                      <artifactId>exportcomments-bom</artifactId>
                      <version>%s</version>
                      <type>pom</type>
                      <scope>import</scope>
                    </dependency>
                  </dependencies>
                </dependencyManagement>
                """.formatted(PublishedModules.version());
    }

    /** A module of ours, in the version that the BOM gives. */
    static String dependency(String module) {
        return """
                <dependency>
                  <groupId>io.exportcomments</groupId>
                  <artifactId>exportcomments-%s</artifactId>
                </dependency>
                """.formatted(module);
    }

    /** A plugin in this project's version, which is there already. */
    static String plugin(String name) {
        String version = Project.all(
                        "<artifactId>" + name + "</artifactId>\\s*<version>([^<]+)</version>", Project.read("pom.xml"))
                .get(0);
        return "<plugin><artifactId>" + name + "</artifactId><version>" + version + "</version></plugin>";
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /**
     * Runs Maven on what is published; each file named {@code classpath} that it writes names the files by where they
     * are.
     */
    void maven(String... arguments) throws Exception {
        Path repository = folder.resolve("repository");
        try {
            PublishedModules.installIn(repository);
            List<String> command = new ArrayList<>(List.of(mvn(), "-B", "-q", "-Dmaven.repo.local=" + repository));
            command.addAll(List.of(arguments));
            run(command.toArray(String[]::new));
            resolveLinks();
        } finally {
            PublishedModules.unlink(repository);
        }
    }

    /** Names each file by where it is, since the links to it do not stay. */
    private void resolveLinks() throws IOException {
        List<Path> classpaths;
        try (Stream<Path> files = Files.find(folder, 2, (file, is) -> file.endsWith("classpath"))) {
            classpaths = files.toList();
        }
        for (Path classpath : classpaths) {
            List<String> files = new ArrayList<>();
            for (String file : Files.readString(classpath).strip().split(File.pathSeparator)) {
                files.add(Path.of(file).toRealPath().toString());
            }
            Files.writeString(classpath, String.join(File.pathSeparator, files));
        }
    }

    /** Runs a command in the project's folder, and returns what it printed. */
    String run(String... command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String java = System.getProperty("build.java.home");
        if (java != null) {
            builder.environment().put("JAVA_HOME", java);
        }
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(150, TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertThat(ended).as(text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String mvn() {
        String home = System.getProperty("maven.home");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }
}
