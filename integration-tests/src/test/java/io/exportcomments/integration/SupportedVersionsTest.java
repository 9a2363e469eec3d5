package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What UPGRADING.md says we support is what {@code scripts/versions} runs the tests on, and what every build has. */
@Tag("jdk-independent")
class SupportedVersionsTest {
    @Test
    void thePageSaysWhatIsRun() {
        List<String> libraries = SupportedVersions.all().stream()
                .map(SupportedVersion::library)
                .distinct()
                .toList();
        assertThat(libraries).hasSize(5);

        for (String library : libraries) {
            List<SupportedVersion> versions = of(library).toList();
            Matcher row = Pattern.compile("\\| " + Pattern.quote(library) + "[^|]*\\| ([0-9.]+) \\| ([0-9.]+) \\|")
                    .matcher(Project.read("UPGRADING.md"));
            assertThat(row.find()).as(library).isTrue();
            assertThat(versions.get(0).version()).startsWith(row.group(1) + ".");
            assertThat(versions.get(versions.size() - 1).version()).startsWith(row.group(2) + ".");
        }
    }

    @Test
    void theNewestIsWhatEveryBuildHas() {
        assertThat(SupportedVersions.all().stream().filter(SupportedVersion::isBuiltOn))
                .extracting(SupportedVersion::library)
                .contains("OkHttp", "Vert.x", "Resilience4j", "Micrometer", "Spring Boot");
        assertThat(SupportedVersions.all())
                .allMatch(version -> of(version.library())
                        .anyMatch(other -> other.isBuiltOn() && other.module().equals(version.module())));
    }

    @Test
    void aProjectHasItsOwnVersionAndTheModulesOwnClasses() {
        String pom = of("OkHttp").findFirst().orElseThrow().pom();

        assertThat(pom)
                .contains("<okhttp.version>4.12.0</okhttp.version>", "<artifactId>OkHttp-4-12-0-transport-retrofit<")
                .contains("transport-retrofit/target/test-classes", "<okhttp.expected>4.</okhttp.expected>")
                .doesNotContain("<artifactId>okhttp-jvm</artifactId>", "additionalClasspathElement");
    }

    private static Stream<SupportedVersion> of(String library) {
        return SupportedVersions.all().stream()
                .filter(version -> version.library().equals(library));
    }
}
