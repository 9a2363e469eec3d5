#!/usr/bin/env bash
# Micrometer 1.17.2 with micrometer-registry-prometheus (Prometheus' Java client 1.7.0): a scrape of chosen metrics, as
# /actuator/prometheus?includedNames=… in Spring Boot asks for it. The names that count are not the names that are
# shown. A counter shows as exports_total, and asking for exports_total gives nothing at all; asking for
# "exports", which the text format shows nowhere, gives it. So with calls_seconds_count. A gauge goes by its name, and
# a timer's maximum is a gauge, so calls_seconds_max is found, and calls_seconds gives all but that. A name that is not
# there is no error: the answer is empty and well-formed, and Prometheus stores a scrape that went well with no samples.
# The client before (simpleclient, registry-prometheus-simpleclient) has it the other way round, by the name shown, so
# a scrape configuration that chose counters has gone silent with that change. Expected: the names of the samples.
# What helps: ask for the counter without "_total", and for a timer by two names. Seen with JDK 17 and 25.
set -euo pipefail
micrometer=1.17.2
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for registry in micrometer-registry-prometheus micrometer-registry-prometheus-simpleclient; do
  mkdir "$registry"
  cat >"$registry/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.micrometer</groupId>
      <artifactId>$registry</artifactId>
      <version>$micrometer</version>
    </dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$registry/pom.xml" "$dependency_plugin:copy-dependencies" -DoutputDirectory="$work/$registry/lib"
done

cat >now.java <<'JAVA'
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
JAVA
cat >before.java <<'JAVA'
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
JAVA
cat >rest.java <<'JAVA'
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Registers a counter, a timer and a gauge, and scrapes them all, and then by name. */
class Names {
    public static void main(String[] arguments) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Counter.builder("exports").register(registry).increment();
        Timer.builder("calls").register(registry).record(Duration.ofMillis(5));
        Gauge.builder("queue", () -> 3).register(registry);
        System.out.println("  all: " + names(registry.scrape()));
        for (String name : new String[] {"exports_total", "exports", "calls_seconds_count", "calls_seconds", "queue"}) {
            String seen = names(registry.scrape("text/plain; version=0.0.4; charset=utf-8", Set.of(name)));
            System.out.println("  asked for " + name + ": " + (seen.isEmpty() ? "nothing" : seen));
        }
    }

    private static String names(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
JAVA
run() { # which, registry
  mkdir "$1"
  cat "$1.java" rest.java >"$1/Names.java"
  javac -nowarn -Xlint:-deprecation -d "$1" -cp "$2/lib/*" "$1/Names.java" 2>/dev/null
  echo "$2"
  java -cp "$2/lib/*:$1" Names 2>/dev/null
}
{
  run now micrometer-registry-prometheus
  run before micrometer-registry-prometheus-simpleclient
} | tee seen
diff seen - <<'EXPECTED'
micrometer-registry-prometheus
  all: calls_seconds_count calls_seconds_max calls_seconds_sum exports_total queue
  asked for exports_total: nothing
  asked for exports: exports_total
  asked for calls_seconds_count: nothing
  asked for calls_seconds: calls_seconds_count calls_seconds_sum
  asked for queue: queue
micrometer-registry-prometheus-simpleclient
  all: calls_seconds_count calls_seconds_max calls_seconds_sum exports_total queue
  asked for exports_total: exports_total
  asked for exports: nothing
  asked for calls_seconds_count: calls_seconds_count
  asked for calls_seconds: nothing
  asked for queue: queue
EXPECTED
