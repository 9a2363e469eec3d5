package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.mock.job.JobScript;
import io.exportcomments.testkit.mock.MockServiceExtension;
import java.io.File;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's program as a module, on the module path alone: nothing of it or of the library stands on the class path.
 */
@Timeout(120)
class ModulePathTest {
    /** A class of each jar or folder that belongs onto the path. */
    private static final List<String> NEEDED = List.of(
            "io.exportcomments.ExportComments",
            "io.exportcomments.codec.moshi.JobCodec",
            "io.exportcomments.transport.http.HttpTransport",
            "io.exportcomments.transport.retrofit.RetrofitTransport",
            "io.exportcomments.update.polling.PollingUpdates",
            "retrofit2.Retrofit",
            "okhttp3.OkHttpClient",
            "okio.Okio",
            "com.squareup.moshi.Moshi",
            "kotlin.Unit",
            "org.jspecify.annotations.NullMarked");

    /** Those of tests and of the command line: why they have a name alone is in docs/decisions. */
    private static final Set<String> NAMED_ONLY =
            Set.of("bom", "mock-service", "testkit", "spring-boot-starter-test", "cli");

    private static final String DESCRIPTOR = """
            module exports.readme {
                requires io.exportcomments.core;
                requires io.exportcomments.transport.retrofit;
                requires io.exportcomments.update.polling;
            }
            """;

    private static final String PROGRAM = """
            package exports.readme;

            import io.exportcomments.*;
            import io.exportcomments.job.*;
            import io.exportcomments.transport.retrofit.RetrofitTransport;
            import io.exportcomments.update.polling.PollingUpdates;
            import java.net.URI;
            import java.nio.file.Path;
            import java.time.Duration;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    String token = System.getenv("TOKEN");
                    URI service = URI.create(arguments[0]);
                    Path file = Path.of(arguments[1]);
            %s
                    System.out.println(ExportComments.class.getModule() + ", " + RetrofitTransport.class.getModule());
                }
            }
            """;

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant()));

    @Test
    void theReadmesProgramRunsAsAModule(@TempDir Path folder) throws Exception {
        String path = modulePath();
        compile(folder, path);
        Path file = folder.resolve("comments.json");

        String output = run(folder, path, mock.service().baseUrl().toString(), file.toString());

        assertThat(output).contains("module io.exportcomments.core, module io.exportcomments.transport.retrofit");
        assertThat(Files.readString(file)).startsWith("[").contains("\"author\"");
    }

    @Test
    void eachPublishedModuleDescribesItself() {
        assertThat(Project.publishedModules())
                .filteredOn(module -> !NAMED_ONLY.contains(module))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(
                                ModuleFinder.of(Project.root().resolve(module).resolve("target/classes"))
                                        .findAll())
                        .as(module)
                        .singleElement()
                        .satisfies(ModulePathTest::showsNoInternalsToStrangers));
    }

    @Test
    void theOthersHaveAName() {
        assertThat(NAMED_ONLY)
                .filteredOn(module -> !module.equals("bom"))
                .allSatisfy(module -> assertThat(Project.read(module + "/pom.xml"))
                        .contains("<automatic.module.name>io.exportcomments."));
    }

    private static void showsNoInternalsToStrangers(ModuleReference reference) {
        assertThat(reference.descriptor().isAutomatic()).isFalse();
        assertThat(reference.descriptor().name()).startsWith("io.exportcomments.");
        assertThat(reference.descriptor().exports())
                .filteredOn(exports -> (exports.source() + ".").contains(".internal."))
                .allMatch(exports -> exports.isQualified()
                        && exports.targets().stream().allMatch(target -> target.startsWith("io.exportcomments.")));
    }

    private static String modulePath() {
        return NEEDED.stream().map(ModulePathTest::origin).distinct().collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(String type) {
        try {
            return Path.of(Class.forName(type)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path folder, String path) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources/exports/readme"));
        Files.writeString(folder.resolve("sources/module-info.java"), DESCRIPTOR);
        Files.writeString(sources.resolve("Main.java"), PROGRAM.formatted(shown()));
        StringWriter said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "--module-path",
                                    path,
                                    "-d",
                                    folder.resolve("classes").toString()),
                            null,
                            files.getJavaFileObjects(
                                    folder.resolve("sources/module-info.java"), sources.resolve("Main.java")))
                    .call();
            assertThat(done).as(said.toString()).isTrue();
        }
    }

    /** The README's first Java block. */
    private static String shown() {
        return Project.read("README.md")
                .lines()
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }

    private static String run(Path folder, String path, String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--module-path",
                                folder.resolve("classes") + File.pathSeparator + path,
                                "--module",
                                "exports.readme/exports.readme.Main"),
                        Stream.of(arguments))
                .toList();
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("TOKEN", mock.service().token());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(output);
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
