#!/usr/bin/env bash
# Resilience4j 2.4.0, RateLimiter.of(…): a caller that is interrupted while it waits for a permit gets none
# (acquirePermission says false) and yet uses one up. It had taken a permit of a later period beforehand, and gives
# nothing back. With one permit in 400 ms and five waiting callers that a program cancels at once, nothing at all is
# sent, and the next caller waits for seven periods where two would do. The library's other limiter, the
# SemaphoreBasedRateLimiter, whose callers wait for a permit that is there, loses none, so the two are not the same
# behind one interface. What helps: cancel before the limiter is asked, or ask with a timeout of zero and wait
# elsewhere. Seen with JDK 17; whole periods are compared, rounded up, and the run may take 10 s.
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
      <artifactId>resilience4j-ratelimiter</artifactId>
      <version>$resilience4j</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Waiting.java <<'JAVA'
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Five callers wait for a permit and are interrupted; then another one comes, and is timed. */
class Waiting {
    private static final Duration PERIOD = Duration.ofMillis(400);

    public static void main(String[] arguments) throws Exception {
        RateLimiterConfig one = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(PERIOD)
                .timeoutDuration(Duration.ofSeconds(30))
                .build();
        tell("atomic, nobody waited", RateLimiter.of("a", one), 0);
        tell("atomic, five gave up", RateLimiter.of("b", one), 5);
        tell("semaphore, nobody waited", new SemaphoreBasedRateLimiter("c", one), 0);
        tell("semaphore, five gave up", new SemaphoreBasedRateLimiter("d", one), 5);
        System.exit(0);
    }

    private static void tell(String what, RateLimiter limiter, int waiting) throws Exception {
        limiter.acquirePermission();
        long began = System.nanoTime();
        int given = interrupted(limiter, waiting);
        boolean permitted = limiter.acquirePermission();
        long periods = Math.round((System.nanoTime() - began) / (double) PERIOD.toNanos() + 0.49);
        System.out.println(what + ": " + given + " permits for them; the next one: " + permitted
                + (periods <= 2 ? ", within two periods" : periods >= 5 ? ", after more than four periods" : ", between"));
    }

    private static int interrupted(RateLimiter limiter, int count) throws Exception {
        AtomicInteger given = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread caller = new Thread(() -> given.addAndGet(limiter.acquirePermission() ? 1 : 0));
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            caller.join();
        }
        return given.get();
    }
}
JAVA
javac -d classes -cp "lib/*" Waiting.java
java -cp "lib/*:classes" Waiting 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
atomic, nobody waited: 0 permits for them; the next one: true, within two periods
atomic, five gave up: 0 permits for them; the next one: true, after more than four periods
semaphore, nobody waited: 0 permits for them; the next one: true, within two periods
semaphore, five gave up: 0 permits for them; the next one: true, within two periods
EXPECTED
