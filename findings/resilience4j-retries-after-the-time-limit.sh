#!/usr/bin/env bash
# Resilience4j 2.4.0, a retry inside a time limit, by Decorators.ofCompletionStage(…).withRetry(…).withTimeLimiter(…):
# when the time is over, the caller hears TimeoutException, and the retry goes on behind its back until its attempts
# are used up; so it does when the caller cancels the future. What is asked for is carried out after the caller was
# told that it failed, here twice more, and nobody hears of that. The retry makes a promise of its own and looks at no
# one's wish to stop; the time limit cancels only what it was given, which is that promise. With the same two around a
# blocking call (Callable, FutureTask) the interrupt ends the retry, so that the two forms of one configuration do not
# do the same. What helps: give the retry's supplier a flag, or a deadline of its own, and fail without a retry once
# the caller has gone. Seen with JDK 17.
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
      <artifactId>resilience4j-all</artifactId>
      <version>$resilience4j</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Orders.java <<'JAVA'
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.decorators.Decorators;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends an order that fails each time, up to three times, and says how often it was sent when and after it ended. */
class Orders {
    private static final ScheduledExecutorService TIMERS = Executors.newScheduledThreadPool(1);

    private final Retry retry = Retry.of("orders", RetryConfig.custom()
            .maxAttempts(3)
            .intervalFunction(IntervalFunction.of(600))
            .build());
    private final TimeLimiter limit = TimeLimiter.of(Duration.ofMillis(300));
    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    private Orders() {
        retry.getEventPublisher().onError(event -> over.countDown());
    }

    public static void main(String[] arguments) throws Exception {
        Orders limited = new Orders();
        CompletableFuture<String> order = limited.order(true);
        limited.tell("a stage, time over", order);

        Orders cancelled = new Orders();
        CompletableFuture<String> left = cancelled.order(false);
        left.cancel(true);
        cancelled.tell("a stage, cancelled", left);

        new Orders().blocking();
        TIMERS.shutdownNow();
    }

    private CompletableFuture<String> order(boolean inTime) {
        var stage = Decorators.ofCompletionStage(this::send).withRetry(retry, TIMERS);
        return (inTime ? stage.withTimeLimiter(limit, TIMERS) : stage).get().toCompletableFuture();
    }

    private CompletableFuture<String> send() {
        sent.incrementAndGet();
        return CompletableFuture.failedFuture(new IllegalStateException("busy"));
    }

    private void tell(String what, CompletableFuture<String> order) throws Exception {
        String end = "no end";
        try {
            order.get();
        } catch (ExecutionException e) {
            end = e.getCause().getClass().getSimpleName();
        } catch (java.util.concurrent.CancellationException e) {
            end = e.getClass().getSimpleName();
        }
        int then = sent.get();
        over.await(5, TimeUnit.SECONDS);
        System.out.println(what + ": " + end + ", sent " + then + ", later " + sent.get());
    }

    private void blocking() throws Exception {
        var pool = Executors.newFixedThreadPool(1);
        String end = "no end";
        try {
            limit.executeFutureSupplier(() -> pool.submit(Retry.decorateCallable(retry, () -> send().get())));
        } catch (Exception e) {
            end = e.getClass().getSimpleName();
        }
        int then = sent.get();
        pool.shutdown();
        pool.awaitTermination(5, TimeUnit.SECONDS);
        System.out.println("a thread, time over: " + end + ", sent " + then + ", later " + sent.get());
    }
}
JAVA
javac -d classes -cp "lib/*" Orders.java
java -cp "lib/*:classes" Orders 2>/dev/null | tee seen
diff seen - <<'EXPECTED'
a stage, time over: TimeoutException, sent 1, later 3
a stage, cancelled: CancellationException, sent 1, later 3
a thread, time over: TimeoutException, sent 1, later 1
EXPECTED
