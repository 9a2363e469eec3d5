package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public types of each published module and what a program can use of them are written down, so that none changes
 * unseen: there is no release yet to compare with. Who changes them on purpose runs this with {@code -Dapi.write}, and
 * reads the difference.
 */
class PublicApiTest {
    private static final Path WRITTEN = Path.of("integration-tests", "src", "test", "resources", "api");

    static List<String> modules() {
        return Project.publishedModules().stream()
                .filter(module -> !module.equals("bom") && !module.equals("cli"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void isWhatIsWrittenDown(String module) throws IOException {
        String api = String.join("\n", publicTypes(module));
        assertThat(api).isNotBlank();

        Path written = Project.root().resolve(WRITTEN).resolve(module + ".txt");
        if (System.getProperty("api.write") != null) {
            Files.createDirectories(written.getParent());
            Files.writeString(written, api);
        }

        assertThat(written).content().isEqualToNormalizingNewlines(api);
    }

    /** Each as javap shows it, with what is public or protected in it. */
    private static List<String> publicTypes(String module) throws IOException {
        Path classes = Project.root().resolve(module).resolve("target").resolve("classes");
        List<String> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class") && !file.endsWith("package-info.class"))
                    .filter(file -> !classes.relativize(file).toString().contains("internal"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
        List<String> types = Stream.of(javap(files).split("(?m)^Compiled from .*\\R"))
                .filter(type -> type.startsWith("public "))
                .map(PublicApiTest::sorted)
                .toList();
        Set<String> names = types.stream().map(PublicApiTest::name).collect(Collectors.toSet());
        return types.stream()
                .filter(type -> outerNames(name(type)).allMatch(names::contains))
                .sorted()
                .toList();
    }

    private static String javap(List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        arguments.addAll(files);
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int status =
                ToolProvider.findFirst("javap").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertThat(status).as(out.toString()).isZero();
        return out.toString();
    }

    /** The order of members in a class file is the source's, and nothing to users. */
    private static String sorted(String type) {
        List<String> lines = type.strip().lines().toList();
        return Stream.of(
                        lines.stream().limit(1),
                        lines.subList(1, lines.size() - 1).stream().sorted(),
                        lines.stream().skip(lines.size() - 1L))
                .flatMap(each -> each)
                .map("%s%n"::formatted)
                .collect(Collectors.joining());
    }

    private static String name(String type) {
        return type.replaceFirst("(?s).*?\\b(?:class|interface) ([\\w.$]+).*", "$1");
    }

    private static Stream<String> outerNames(String name) {
        return Stream.iterate(name, each -> each.contains("$"), each -> each.substring(0, each.lastIndexOf('$')))
                .map(each -> each.substring(0, each.lastIndexOf('$')));
    }
}
