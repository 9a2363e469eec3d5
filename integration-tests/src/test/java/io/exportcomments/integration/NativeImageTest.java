package io.exportcomments.integration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image can't find out by itself is told by the module that does it, and nothing else is done. */
class NativeImageTest {
    /** Modules that no program is built of, or whose framework has its own ways. */
    private static final Set<String> NOT_MEANT =
            Set.of("bom", "mock-service", "testkit", "cli", "spring-boot-starter", "spring-boot-starter-test");

    private static final Set<String> REFLECTIVE = Set.of(
            "java.lang.Class.forName",
            "java.lang.ClassLoader.loadClass",
            "java.lang.Class.getMethod",
            "java.lang.Class.getMethods",
            "java.lang.Class.getDeclaredMethod",
            "java.lang.Class.getDeclaredMethods",
            "java.lang.Class.getConstructor",
            "java.lang.Class.getDeclaredConstructor",
            "java.lang.Class.getDeclaredField",
            "java.lang.Class.getDeclaredFields",
            "java.lang.Class.getResource",
            "java.lang.ClassLoader.getResource",
            "java.lang.ClassLoader.getResourceAsStream",
            "java.lang.reflect.Proxy.newProxyInstance",
            "java.util.ServiceLoader.load",
            "java.util.ResourceBundle.getBundle");

    private static List<String> modules() {
        return Project.publishedModules().stream()
                .filter(module -> !NOT_MEANT.contains(module))
                .toList();
    }

    @Test
    void interfacesThatRetrofitImplementsAreTold() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : modules()) {
            for (Path source : sources(module)) {
                String text = Files.readString(source);
                for (String name : Project.all("\\.create\\((\\w+)\\.class\\)", text)) {
                    String type = typeIn(text, name);
                    found.add(type);
                    assertThat(metadata(module))
                            .contains("{\"type\":\"" + type + "\",\"allDeclaredMethods\":true}")
                            .contains("{\"type\":{\"proxy\":[\"" + type + "\"]}}");
                }
            }
        }
        assertThat(found).hasSize(1);
    }

    @Test
    void resourcesAreTold() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : modules()) {
            if (!opensResources(module)) {
                continue;
            }
            List<String> globs = Project.all("\\{\"glob\":\"([^\"]+)\"\\}", metadata(module));
            for (String file : resources(module)) {
                found.add(file);
                assertThat(globs)
                        .as(file)
                        .anyMatch(glob -> FileSystems.getDefault()
                                .getPathMatcher("glob:" + glob)
                                .matches(Path.of(file)));
            }
        }
        assertThat(found).hasSizeGreaterThan(1);
    }

    private static boolean opensResources(String module) throws IOException {
        for (Path source : sources(module)) {
            if (Files.readString(source).contains("getResourceAsStream(")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> resources(String module) throws IOException {
        Path folder = Project.root().resolve(module).resolve("src/main/resources");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.startsWith("META-INF"))
                    .toList();
        }
    }

    @Test
    void nothingElseIsLookedUpAtRunTime() {
        List<Path> classes = new ArrayList<>();
        modules().forEach(module -> classes.add(Project.root().resolve(module).resolve("target/classes")));
        JavaClasses imported = new ClassFileImporter().importPaths(classes);
        noClasses()
                .that()
                // It does without where it finds nothing.
                .doNotHaveFullyQualifiedName("io.exportcomments.transport.vertx.internal.InterimFilter")
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("is reflective") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return REFLECTIVE.contains(access.getTargetOwner().getName() + "." + access.getName());
                    }
                })
                .check(imported);
    }

    /** The full name of a type of the source's own package. */
    private static String typeIn(String source, String name) {
        return Project.all("(?m)^package ([\\w.]+);", source).get(0) + "." + name;
    }

    private static List<Path> sources(String module) throws IOException {
        Path main = Project.root().resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(main)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(main)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** What is told to the native image, without blanks. */
    private static String metadata(String module) {
        return Project.read(module + "/src/main/resources/META-INF/native-image/io.exportcomments/exportcomments-"
                        + module + "/reachability-metadata.json")
                .replaceAll("\\s+", "");
    }
}
