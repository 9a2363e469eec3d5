#!/usr/bin/env bash
# Spring Framework 7.0.10, @Retryable on a method that returns a CompletionStage, with Reactor on the class path (which
# comes by many ways; the Java SDK of MCP brings it). Spring takes the stage for a reactive type and retries it the
# reactive way: it calls the method once, and subscribes again to the very stage that has failed. So the method is not
# called again, the caller waits through all the delays for nothing, gets Reactor's RetryExhaustedException in place of
# the exception, and as many MethodRetryEvents are published as for four true calls. Declared as CompletableFuture, the
# same method is called once too, but fails at once and by its own exception; without Reactor the CompletionStage does
# so as well. So a dependency, or the interface instead of the class as the return type, adds the wait. The manual says
# that @Retryable works "for reactive methods with a reactive return type". Expected: that the method is called again,
# or that it is left alone.
# What helps: return a Mono made by Mono.fromFuture(supplier), or don't annotate. Seen with JDK 17 and 25.
set -euo pipefail
spring=7.0.10
reactor=3.8.0
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
      <groupId>org.springframework</groupId>
      <artifactId>spring-context</artifactId>
      <version>$spring</version>
    </dependency>
    <dependency>
      <groupId>io.projectreactor</groupId>
      <artifactId>reactor-core</artifactId>
      <version>$reactor</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib
mkdir without
find "$work/lib" -name '*.jar' ! -name 'reactor-*' ! -name 'reactive-*' -exec cp {} without/ \;

cat >Retried.java <<'JAVA'
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryEvent;

/** Asks a method that fails, with three retries after 300 ms each, and says how often it was called. */
public class Retried {
    @Configuration
    @EnableResilientMethods
    public static class Setup {
        @Bean
        public Service service() {
            return new Service();
        }

        @Bean
        public Listener listener() {
            return new Listener();
        }
    }

    public static class Listener implements ApplicationListener<MethodRetryEvent> {
        private static final AtomicInteger EVENTS = new AtomicInteger();

        @Override
        public void onApplicationEvent(MethodRetryEvent event) {
            EVENTS.incrementAndGet();
        }
    }

    public static class Service {
        private final AtomicInteger calls = new AtomicInteger();

        @Retryable(maxRetries = 3, delay = 300)
        public CompletableFuture<String> future() {
            calls.incrementAndGet();
            return CompletableFuture.failedFuture(new IOException("no"));
        }

        @Retryable(maxRetries = 3, delay = 300)
        public CompletionStage<String> stage() {
            calls.incrementAndGet();
            return CompletableFuture.failedFuture(new IOException("no"));
        }

        @Retryable(maxRetries = 3, delay = 300)
        public String text() throws IOException {
            calls.incrementAndGet();
            throw new IOException("no");
        }

        public int callsSoFar() {
            return calls.getAndSet(0);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (var context = new AnnotationConfigApplicationContext(Setup.class)) {
            Service service = context.getBean(Service.class);
            tell("String", service, () -> {
                try {
                    return CompletableFuture.completedFuture(service.text());
                } catch (IOException e) {
                    return CompletableFuture.failedFuture(e);
                }
            });
            tell("CompletableFuture", service, service::future);
            tell("CompletionStage", service, service::stage);
        }
    }

    private static void tell(String what, Service service, Supplier<CompletionStage<String>> asking) throws Exception {
        long began = System.nanoTime();
        String failure = "";
        try {
            asking.get().toCompletableFuture().get();
        } catch (ExecutionException e) {
            failure = e.getCause().getClass().getSimpleName();
        }
        boolean waited = System.nanoTime() - began > 850_000_000L;
        System.out.println("  " + what + ": called " + service.callsSoFar() + " times, " + Listener.EVENTS.getAndSet(0)
                + " events, " + failure
                + (waited ? ", after the three delays" : ", at once"));
    }
}
JAVA
javac -d classes -cp "lib/*" Retried.java
for libraries in lib without; do
  if [ "$libraries" = lib ]; then echo "with Reactor"; else echo "without Reactor"; fi
  java -cp "$libraries/*:classes" Retried 2>/dev/null
done | tee seen
diff seen - <<'EXPECTED'
with Reactor
  String: called 4 times, 5 events, IOException, after the three delays
  CompletableFuture: called 1 times, 0 events, IOException, at once
  CompletionStage: called 1 times, 5 events, RetryExhaustedException, after the three delays
without Reactor
  String: called 4 times, 5 events, IOException, after the three delays
  CompletableFuture: called 1 times, 0 events, IOException, at once
  CompletionStage: called 1 times, 0 events, IOException, at once
EXPECTED
