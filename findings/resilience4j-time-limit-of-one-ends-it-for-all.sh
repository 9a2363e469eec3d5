#!/usr/bin/env bash
# Resilience4j 2.4.0, TimeLimiter: for a CompletionStage, the time limit is kept by completing the very future that the
# supplier gave, with a TimeoutException. Where callers share a future (a cache of futures, a request that is under way
# already), the most impatient of them ends it for all: a patient caller with a limit of an hour gets the other's
# TimeoutException at once, the result that comes later is refused by complete(), and the cache keeps the failure.
# cancelRunningFuture(false), which reads as if it left the future alone, changes nothing. The other method of the same
# class, executeFutureSupplier, leaves the future alone with that setting. Expected: that only the caller's own stage
# ends. What helps: give the limiter a stage of its own, by copy() or thenApply. Seen with JDK 17 and 25.
set -euo pipefail
resilience4j=2.4.0
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
      <groupId>io.github.resilience4j</groupId>
      <artifactId>resilience4j-timelimiter</artifactId>
      <version>$resilience4j</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Shared.java <<'JAVA'
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** An impatient and a patient caller wait for one answer, which comes after the one has given up. */
class Shared {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor();
    private static final TimeLimiter IMPATIENT = limiter(Duration.ofMillis(100));
    private static final TimeLimiter PATIENT = limiter(Duration.ofHours(1));

    public static void main(String[] arguments) throws Exception {
        stages("the future itself", future -> future);
        stages("a copy for each", CompletableFuture::copy);
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            IMPATIENT.executeFutureSupplier(() -> answer);
        } catch (TimeoutException expected) {
            boolean taken = answer.complete("here");
            System.out.println("executeFutureSupplier: the answer is " + (taken ? "taken" : "refused"));
        }
        CLOCK.shutdownNow();
    }

    private static void stages(String what, UnaryOperator<CompletableFuture<String>> given) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletionStage<String> patient = PATIENT.executeCompletionStage(CLOCK, () -> given.apply(answer));
        CompletionStage<String> impatient = IMPATIENT.executeCompletionStage(CLOCK, () -> given.apply(answer));
        System.out.println(what + ": the impatient caller has " + outcome(impatient));
        boolean taken = answer.complete("the answer");
        System.out.println("  the answer is " + (taken ? "taken" : "refused") + ", the patient caller has "
                + outcome(patient) + ", and who asks the future finds " + outcome(answer));
    }

    private static String outcome(CompletionStage<String> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            return e.getCause().getClass().getSimpleName();
        }
    }

    private static TimeLimiter limiter(Duration longest) {
        return TimeLimiter.of(TimeLimiterConfig.custom()
                .timeoutDuration(longest)
                .cancelRunningFuture(false)
                .build());
    }
}
JAVA
javac -d classes -cp "lib/*" Shared.java
java -cp "lib/*:classes" Shared 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
the future itself: the impatient caller has TimeoutException
  the answer is refused, the patient caller has TimeoutException, and who asks the future finds TimeoutException
a copy for each: the impatient caller has TimeoutException
  the answer is taken, the patient caller has the answer, and who asks the future finds the answer
executeFutureSupplier: the answer is taken
EXPECTED
