#!/usr/bin/env bash
# Spring Boot 4.1.2, a switch such as app.enabled, read by a @ConfigurationProperties record and by the two conditions
# that are there for switches: the three do not agree on which words turn it off, or on.
#   - The record takes true, on, yes, 1 and false, off, no, 0, in any case, and rejects all others.
#   - @ConditionalOnProperty(matchIfMissing = true), the usual form for "on unless turned off", knows "false" alone: with
#     off, no or 0 the record says false and the bean is there all the same.
#   - @ConditionalOnBooleanProperty(matchIfMissing = true), made for this, is right with those, and wrong the other way
#     round: with on, yes or 1 the record says true and the bean is missing.
#   - A word that is no Boolean fails the record's binding, but no condition: where the record is not bound, nobody says
#     that it was a slip.
# An empty text is no Boolean for the record, "on" for the first condition and "off" for the second.
# It depends on the file: YAML's own reader makes a Boolean of an unquoted off, so that all three agree there; from an
# environment variable, the command line or a .properties file it is the word.
# What helps: a condition that binds, as the record does: Binder.get(environment).bind(name, Boolean.class).orElse(true).
# Seen with JDK 17 and 25.
set -euo pipefail
boot=4.1.2
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter</artifactId>
      <version>$boot</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Switches.java <<'JAVA'
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says how the properties and each condition read the switch app.enabled. */
@Configuration(proxyBeanMethods = false)
public class Switches {
    public record Settings(@DefaultValue("true") boolean enabled) {}

    @Bean
    @ConditionalOnProperty(name = "app.enabled", matchIfMissing = true)
    String byProperty() {
        return "on";
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "app.enabled", matchIfMissing = true)
    String byBooleanProperty() {
        return "on";
    }

    private static String settings(ConfigurableApplicationContext context) {
        try {
            return Binder.get(context.getEnvironment()).bindOrCreate("app", Settings.class).enabled() ? "on" : "off";
        } catch (BindException e) {
            return "rejected";
        }
    }

    private static void show(String title, String... options) {
        SpringApplication application = new SpringApplication(Switches.class);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
        try (ConfigurableApplicationContext context = application.run(options)) {
            System.out.printf(
                    "%-12s properties %s, on property %s, on Boolean property %s%n",
                    title,
                    settings(context),
                    context.containsBean("byProperty") ? "on" : "off",
                    context.containsBean("byBooleanProperty") ? "on" : "off");
        }
    }

    public static void main(String[] files) {
        for (String word : new String[] {"true", "on", "yes", "1", "false", "FALSE", "off", "no", "0", "disabled", ""}) {
            show(word.isEmpty() ? "(empty)" : word, "--app.enabled=" + word);
        }
        show("(missing)");
        for (String file : files) {
            show(file, "--spring.config.location=" + Path.of(file).toUri());
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Switches.java
printf 'app:\n  enabled: off\n' >off.yaml
printf 'app:\n  enabled: "off"\n' >quoted.yaml
java -cp "lib/*:classes" Switches off.yaml quoted.yaml | tee seen
diff seen - <<'EXPECTED'
true         properties on, on property on, on Boolean property on
on           properties on, on property on, on Boolean property off
yes          properties on, on property on, on Boolean property off
1            properties on, on property on, on Boolean property off
false        properties off, on property off, on Boolean property off
FALSE        properties off, on property off, on Boolean property off
off          properties off, on property on, on Boolean property off
no           properties off, on property on, on Boolean property off
0            properties off, on property on, on Boolean property off
disabled     properties rejected, on property on, on Boolean property off
(empty)      properties rejected, on property on, on Boolean property off
(missing)    properties on, on property on, on Boolean property on
off.yaml     properties off, on property off, on Boolean property off
quoted.yaml  properties off, on property on, on Boolean property off
EXPECTED
