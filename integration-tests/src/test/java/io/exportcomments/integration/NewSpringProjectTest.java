package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.mock.MockServiceExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside of this one, with nothing but the BOM, the starter and one property, runs what the README shows for
 * Spring: compiled by Maven from what is published, in a process of its own.
 */
@Timeout(240)
class NewSpringProjectTest {
    private static final String SHOWN =
            "spring-boot-starter-test/src/test/java/io/exportcomments/spring/boot/docs/readme/Exports.java";
    private static final String MAIN = "io.exportcomments.spring.boot.docs.readme.Exports";

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant()));

    @TempDir
    static Path folder;

    private static OutsideProject project;

    private long createdBefore;

    @Test
    void theReadmeShowsThisProgram() {
        String shown = Snippets.of(SHOWN).get("readme");
        assertThat(shown).isNotBlank();
        assertThat(Project.read("README.md")).contains("```java\n" + shown + "\n```");
    }

    @BeforeAll
    static void makeProject() throws Exception {
        project = new OutsideProject(folder);
        project.write("pom.xml", pom());
        project.write("src/main/java/" + MAIN.replace('.', '/') + ".java", Project.read(SHOWN));
        project.write(
                "src/main/resources/application.properties",
                "exportcomments.api-token=" + mock.service().token());
        compile();
    }

    @BeforeEach
    void forgetTheLastExport() throws IOException {
        createdBefore = mock.service().journal().count(MockOperation.CREATE);
        Files.deleteIfExists(folder.resolve("comments.json"));
    }

    @Test
    void theStarterTheBomAndOnePropertyAreEnough() throws Exception {
        String output = project.run(tool("java"), "-cp", classpath("target/classes"), MAIN, service());

        assertExported(output);
        assertThat(output).contains("Starting Exports").doesNotContain("SLF4J");
    }

    /** What a native image is built from: beans without reflection, and hints for what is left of it. */
    @Test
    void itRunsAsItIsPreparedAheadOfTime() throws Exception {
        project.run(
                tool("java"),
                "-cp",
                classpath("target/classes"),
                "org.springframework.boot.SpringApplicationAotProcessor",
                MAIN,
                "aot/sources",
                "aot/classes",
                "aot/classes",
                "com.example",
                "exports");
        List<String> compile = new ArrayList<>(List.of(
                tool("javac"),
                "-proc:none",
                "-nowarn",
                "-d",
                "aot/classes",
                "-cp",
                classpath("aot/classes", "target/classes")));
        try (Stream<Path> sources = Files.walk(folder.resolve("aot/sources"))) {
            sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
        }
        project.run(compile.toArray(String[]::new));
        String output = project.run(
                tool("java"),
                "-Dspring.aot.enabled=true",
                "-cp",
                classpath("aot/classes", "target/classes"),
                MAIN,
                service());

        assertExported(output);
        assertThat(output).contains("Starting AOT-processed Exports");
        assertThat(Files.readString(folder.resolve(
                        "aot/classes/META-INF/native-image/com.example/exports/reachability-metadata.json")))
                .contains("io.exportcomments.spring.boot.ExportCommentsProperties")
                .doesNotContain(mock.service().token());
    }

    private void assertExported(String output) throws IOException {
        assertThat(Files.readString(folder.resolve("comments.json")))
                .startsWith("[")
                .contains("\"author\"");
        assertThat(output)
                .contains("Started Exports")
                .doesNotContain(mock.service().token());
        assertThat(mock.service().journal().count(MockOperation.CREATE)).isEqualTo(createdBefore + 1);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String service() {
        return "--exportcomments.base-url=" + mock.service().baseUrl();
    }

    private static String classpath(String... own) throws IOException {
        return String.join(File.pathSeparator, own)
                + File.pathSeparator
                + Files.readString(folder.resolve("classpath"));
    }

    private static void compile() throws Exception {
        project.maven(
                "compile", "dependency:build-classpath", "-Dmdep.includeScope=runtime", "-Dmdep.outputFile=classpath");
    }

    /** As a newcomer would write it, but with this project's versions of the plugins, which are there already. */
    private static String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>exports</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  %s
                  <dependencies>%s</dependencies>
                  <build>
                    <plugins>%s%s%s</plugins>
                  </build>
                </project>
                """.formatted(
                        OutsideProject.bom(),
                        OutsideProject.dependency("spring-boot-starter"),
                        OutsideProject.plugin("maven-resources-plugin"),
                        OutsideProject.plugin("maven-compiler-plugin"),
                        OutsideProject.plugin("maven-dependency-plugin"));
    }
}
