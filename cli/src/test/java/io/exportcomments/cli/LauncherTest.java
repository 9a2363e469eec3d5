package io.exportcomments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of the checkout, in a copy of it with a Maven that only writes down that it was called. */
class LauncherTest {
    @TempDir
    Path temporary;

    private Path root;
    private Path tools;

    @BeforeEach
    void copyTheCheckout() throws IOException {
        root = temporary.resolve("a check out");
        tools = Files.createDirectories(temporary.resolve("tools"));
        Path launcher = Path.of("").toAbsolutePath();
        while (!Files.exists(launcher.resolve("exportcomments"))) {
            launcher = launcher.getParent();
        }
        Files.createDirectories(root.resolve("cli/src/main/java"));
        Files.createDirectories(root.resolve("core/src/main/java"));
        Files.createDirectories(root.resolve("bom"));
        for (String file : List.of(
                "pom.xml",
                "bom/pom.xml",
                "cli/pom.xml",
                "core/pom.xml",
                "core/src/main/java/A.java",
                "cli/src/main/java/B.java")) {
            Files.writeString(root.resolve(file), "");
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            }
        }
        Files.copy(
                launcher.resolve("exportcomments"), root.resolve("exportcomments"), StandardCopyOption.COPY_ATTRIBUTES);
        jar(tools.resolve("built.jar"));
        tool(
                "mvn",
                "echo \"$@\" >> '" + tools + "/called'; echo noise of Maven; mkdir -p cli/target/lib;"
                        + " touch cli/target/lib/exportcomments-core-0.1.0-SNAPSHOT.jar;"
                        + " cp '" + tools + "/built.jar' cli/target/exportcomments-cli.jar");
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A jar that runs the classes under test. */
    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "io.exportcomments.cli.Main");
        main.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }

    private Child launch(String... arguments) {
        return launch(Map.of("JAVA_HOME", System.getProperty("java.home")), tools + ":/usr/bin:/bin", arguments);
    }

    private Child launch(Map<String, String> environment, String path, String... arguments) {
        Map<String, String> all = new HashMap<>(Map.of("PATH", path, "EXPORTCOMMENTS_ARCHIVE", "false"));
        all.putAll(environment);
        List<String> command = Stream.concat(
                        Stream.of(root.resolve("exportcomments").toString()), Stream.of(arguments))
                .toList();
        return Child.start(command, all, temporary, line -> true);
    }

    private List<String> calls() throws IOException {
        return Files.exists(tools.resolve("called")) ? Files.readAllLines(tools.resolve("called")) : List.of();
    }

    @Test
    void buildsOnceAndAgainWhenASourceChanges() throws IOException {
        try (Child first = launch("--version")) {
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out()).startsWith("exportcomments ").hasLineCount(1);
            assertThat(first.err()).contains("building on first use").hasLineCount(1);
        }
        assertThat(calls()).singleElement().asString().contains("-pl cli -am package", "-Dmaven.test.skip=true");
        try (Child second = launch("--version")) {
            assertThat(second.code()).isZero();
            assertThat(second.err()).isEmpty();
        }
        assertThat(calls()).hasSize(1);
        for (String changed :
                List.of("core/src/main/java/A.java", "core/pom.xml", "cli/src/main/java/B.java", "pom.xml")) {
            int before = calls().size();
            Files.setLastModifiedTime(
                    root.resolve(changed), FileTime.from(Instant.now().plusSeconds(1)));
            try (Child again = launch("--version")) {
                assertThat(again.code()).isZero();
                assertThat(again.err()).contains("sources or the JDK changed");
            }
            assertThat(calls()).as(changed).hasSize(before + 1);
            Files.setLastModifiedTime(root.resolve(changed), FileTime.from(Instant.EPOCH));
        }
    }

    @Test
    void passesArgumentsAndExitCodesThrough() {
        try (Child child = launch("status", "a b")) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err()).contains("Not a job guid");
        }
        try (Child child = launch("list")) {
            assertThat(child.code()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "", "xx_XX.UTF-8"})
    void takesArgumentsAsTheyAreTypedInAnyLocale(String locale) {
        String script = "exec '" + root.resolve("exportcomments")
                + "' export \"$(printf 'https://vimeo.com/Caf\\303\\251')\" --mock --json --no-wait";
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PATH",
                tools + ":/usr/bin:/bin",
                "LC_ALL",
                locale,
                "EXPORTCOMMENTS_ARCHIVE",
                "false");
        try (Child child = Child.start(List.of("sh", "-c", script), environment, temporary, line -> true)) {
            assertThat(child.code()).as(child.err()).isZero();
            assertThat(child.out()).contains("\"url\":\"https://vimeo.com/Caf\\u00e9\"");
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path noTools = Files.createDirectory(temporary.resolve("bin"));
        for (String name : List.of("sh", "dirname", "find", "head", "cat", "mkdir", "sed", "cut", "stty", "flock")) {
            Path tool = Path.of("/usr/bin", name);
            if (Files.exists(tool)) {
                Files.createSymbolicLink(noTools.resolve(name), tool);
            }
        }
        try (Child child = launch(Map.of("JAVA_HOME", System.getProperty("java.home")), noTools.toString(), "list")) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err())
                    .startsWith("exportcomments: Maven is needed")
                    .hasLineCount(1);
        }
        try (Child child = launch(Map.of("JAVA_HOME", ""), noTools.toString(), "list")) {
            assertThat(child.code()).isEqualTo(2);
            assertThat(child.err())
                    .startsWith("exportcomments: a JDK of version 17 or newer is needed")
                    .hasLineCount(1);
        }
    }

    @Test
    void aFailedBuildRunsNothing() throws IOException {
        tool("mvn", "echo broken; exit 1");
        try (Child child = launch("--version")) {
            assertThat(child.code()).isEqualTo(70);
            assertThat(child.out()).isEmpty();
            assertThat(child.err()).contains("broken", "the build failed");
        }
    }

    /** A program in a jar alone, as folders can't be archived. */
    private void program(String said) throws IOException {
        if (!root.endsWith("checkout")) {
            root = Files.move(root, temporary.resolve("checkout")); // Java 17 archives nothing below a blank.
        }
        Path source = Files.writeString(
                temporary.resolve("Hello.java"),
                "public class Hello { static String said() { return \"" + said
                        + " \"; } public static void main(String[] a)"
                        + " { java.util.function.Supplier<String> one = Hello::said, other = Hello::said;"
                        + " System.out.println(other.get().isEmpty() ? a[1] : one.get() + a[0]); } }");
        Path classes = Files.createDirectories(temporary.resolve("classes"));
        int failures =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(failures).isZero();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Hello");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(tools.resolve("built.jar")), manifest)) {
            jar.putNextEntry(new JarEntry("Hello.class"));
            jar.write(Files.readAllBytes(classes.resolve("Hello.class")));
            jar.closeEntry();
        }
    }

    private Child launchArchived(String javaArguments, String... arguments) {
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "EXPORTCOMMENTS_ARCHIVE",
                "true",
                "EXPORTCOMMENTS_JAVA_ARGS",
                javaArguments);
        return launch(environment, tools + ":/usr/bin:/bin", arguments);
    }

    private Path archive() throws IOException {
        Path kept = root.resolve("cli/target/launcher.options");
        assertThat(kept)
                .as("%s", Files.readString(root.resolve("cli/target/launcher.log")))
                .exists();
        String option = Files.readString(kept).strip();
        return Path.of(option.substring(option.indexOf('=') + 1));
    }

    @Test
    void theClassesComeFromAnArchiveThatTheBuildLeaves() throws IOException {
        program("hello");
        try (Child first = launchArchived("", "one")) {
            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.out()).isEqualTo("hello one\n");
        }
        try (Child logged = launchArchived("-Xlog:class+load:stderr", "two")) {
            assertThat(logged.code()).isZero();
            assertThat(logged.err())
                    .containsPattern("Hello source: shared objects file")
                    .as("lambdas, of which two are alike")
                    .doesNotContainPattern("Hello\\$\\$Lambda.* source: Hello");
        }
    }

    @Test
    void anArchiveThatDoesNotFitChangesNothing() throws IOException {
        program("hello");
        try (Child first = launchArchived("", "one")) {
            assertThat(first.code()).as(first.err()).isZero();
        }
        Path archive = archive();
        for (String broken : List.of("garbage", "gone", "unknown option")) {
            Files.deleteIfExists(archive);
            if (broken.equals("garbage")) {
                Files.writeString(archive, "this is no archive");
            } else if (broken.equals("unknown option")) {
                Files.writeString(root.resolve("cli/target/launcher.options"), "-XX:NotAnOptionOfAnyJvm=/x\n");
            }
            try (Child next = launchArchived("", "two")) {
                assertThat(next.code()).as(broken).isZero();
                assertThat(next.out()).as(broken).isEqualTo("hello two\n");
                assertThat(next.err()).as(broken).isEmpty();
            }
        }
    }

    @Test
    void anArchiveOfAnotherJarIsPassedOver() throws IOException {
        program("hello");
        try (Child first = launchArchived("", "one")) {
            assertThat(first.code()).as(first.err()).isZero();
        }
        program("welcome");
        Files.copy(
                tools.resolve("built.jar"),
                root.resolve("cli/target/exportcomments-cli.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        try (Child next = launchArchived("", "two")) {
            assertThat(next.code()).isZero();
            assertThat(next.out()).isEqualTo("welcome two\n");
            assertThat(next.err()).isEmpty();
        }
    }
}
