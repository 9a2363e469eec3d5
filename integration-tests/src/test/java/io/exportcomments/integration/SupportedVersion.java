package io.exportcomments.integration;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library in a version that we say we support, and the module of ours whose tests are run on it.
 *
 * @param library its name in UPGRADING.md
 * @param version what is resolved
 * @param module the folder of the module
 * @param properties which of the POM's properties are different then; none for what every build runs on
 * @param tests the test classes, as Surefire selects them
 */
record SupportedVersion(String library, String version, String module, Map<String, String> properties, String tests) {

    SupportedVersion {
        properties = Map.copyOf(properties);
    }

    /** The name of its project. */
    String name() {
        return (library + "-" + version + "-" + module)
                .replaceAll("[^A-Za-z0-9.-]", "")
                .replace('.', '-');
    }

    /** Whether every build tests it. */
    boolean isBuiltOn() {
        return properties.isEmpty();
    }

    private boolean isOkHttp4() {
        return library.equals("OkHttp") && version.startsWith("4.");
    }

    /**
     * The POM of a project outside of this one. It has the module's dependencies, in these versions, and runs the
     * module's classes and tests as they were compiled here, on the versions that every build has.
     */
    String pom() {
        String pom = Project.read(module + "/pom.xml");
        pom = pom.replaceFirst("</parent>", "<relativePath/></parent>");
        pom = pom.replaceFirst(
                "<artifactId>exportcomments-" + module + "</artifactId>", "<artifactId>" + name() + "</artifactId>");
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            pom = pom.replaceAll("<" + Pattern.quote(property.getKey()) + ">.*?</[^>]*>", "");
            pom = pom.replaceFirst(
                    "</properties>",
                    "<" + property.getKey() + ">" + property.getValue() + "</" + property.getKey() + "></properties>");
        }
        if (isOkHttp4()) {
            // All of OkHttp 4 is in the artifact that is empty in 5.
            pom = pom.replaceFirst(
                    "(?s)<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>okhttp-jvm</artifactId>"
                            + ".*?</dependency>",
                    "");
        }
        return pom.replaceFirst("(?s)<build>.*</build>", "")
                .replaceFirst("</project>", Matcher.quoteReplacement(build() + "</project>"));
    }

    private String build() {
        Path folder = Project.root().resolve(module);
        return """
                  <build>
                    <outputDirectory>%1$s/target/classes</outputDirectory>
                    <testOutputDirectory>%1$s/target/test-classes</testOutputDirectory>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-surefire-plugin</artifactId>
                        <configuration>
                          <workingDirectory>%1$s</workingDirectory>
                          <test>%2$s</test>
                          <testFailureIgnore>true</testFailureIgnore>
                          %3$s
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                """.formatted(
                        folder,
                        tests,
                        isOkHttp4()
                                ? "<systemPropertyVariables>"
                                        + "<okhttp.expected>4.</okhttp.expected></systemPropertyVariables>"
                                : "");
    }
}
