#!/usr/bin/env bash
# Spring Boot 4.1.2, @DurationUnit on a property that is a List<Duration>: whether 5 is five seconds or five thousandths
# of one depends on how the list is written.
#   - As one text ("5,10", the way of .properties files, the command line and the environment): seconds, as annotated.
#   - As a list of YAML, or by index (app.list[0]=5): milliseconds. The annotation is not looked at, no one says so.
# So a value that is moved from one file to another, or overridden by an environment variable, changes by the factor
# 1000, and the default by @DefaultValue of the very same component is in the annotated unit. So too in an array, in a
# class with setters, and with @DataSizeUnit (bytes in place of megabytes). In a Map the annotation is never looked at,
# and no error says that it is of no use there. A single Duration is right each time, which is what one tries first.
# The manual and the Javadoc speak of a single Duration; of elements they say nothing.
# What helps: no bare numbers: "5s". Seen with JDK 17 and 25.
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

cat >Waits.java <<'JAVA'
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/** Reads waiting times, all of them annotated as seconds, and says what became of 5. */
@EnableConfigurationProperties({Waits.Settings.class, Waits.Bean.class})
public class Waits {
    @ConfigurationProperties("app")
    public record Settings(
            @DurationUnit(ChronoUnit.SECONDS) Duration one,
            @DurationUnit(ChronoUnit.SECONDS) @DefaultValue("5") List<Duration> list,
            @DurationUnit(ChronoUnit.SECONDS) Duration[] array,
            @DurationUnit(ChronoUnit.SECONDS) Map<String, Duration> map,
            @DataSizeUnit(DataUnit.MEGABYTES) List<DataSize> sizes) {}

    @ConfigurationProperties("app")
    public static class Bean {
        @DurationUnit(ChronoUnit.SECONDS)
        private List<Duration> list;

        public List<Duration> getList() {
            return list;
        }

        public void setList(List<Duration> list) {
            this.list = list;
        }
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(Waits.class);
        application.setLogStartupInfo(false);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            Settings read = context.getBean(Settings.class);
            System.out.println("  one " + read.one() + ", list " + read.list() + ", in a bean "
                    + context.getBean(Bean.class).getList() + ", array " + Arrays.toString(read.array()) + ", map "
                    + read.map() + ", sizes " + read.sizes());
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Waits.java
printf '%s\n' 'app:' '  one: 5' '  list: [5]' '  array: [5]' '  map: {read: 5}' '  sizes: [5]' >indexed.yaml
printf '%s\n' 'app:' '  one: 5' '  list: 5' '  array: 5' '  map: {read: 5}' '  sizes: 5' >joined.yaml
read_with() { # options
  java -cp "lib/*:classes" Waits --spring.main.banner-mode=off "$@"
}
{
  echo "as a list of YAML"
  read_with --spring.config.location=file:indexed.yaml
  echo "as one text"
  read_with --spring.config.location=file:joined.yaml
  echo "as a list of YAML, with the list overridden by the environment"
  APP_LIST=5 read_with --spring.config.location=file:indexed.yaml
  echo 'no list, the default "5"'
  grep -v list indexed.yaml >without.yaml
  read_with --spring.config.location=file:without.yaml
  echo "by index"
  read_with --spring.config.location=file:without.yaml "--app.list[0]=5"
} | tee seen
diff seen - <<'EXPECTED'
as a list of YAML
  one PT5S, list [PT0.005S], in a bean [PT0.005S], array [PT0.005S], map {read=PT0.005S}, sizes [5B]
as one text
  one PT5S, list [PT5S], in a bean [PT5S], array [PT5S], map {read=PT0.005S}, sizes [5242880B]
as a list of YAML, with the list overridden by the environment
  one PT5S, list [PT5S], in a bean [PT5S], array [PT0.005S], map {read=PT0.005S}, sizes [5B]
no list, the default "5"
  one PT5S, list [PT5S], in a bean null, array [PT0.005S], map {read=PT0.005S}, sizes [5B]
by index
  one PT5S, list [PT0.005S], in a bean [PT0.005S], array [PT0.005S], map {read=PT0.005S}, sizes [5B]
EXPECTED
