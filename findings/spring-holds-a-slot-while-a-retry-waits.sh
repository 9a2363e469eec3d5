#!/usr/bin/env bash
# Spring Framework 7.0.10, @ConcurrencyLimit and @Retryable on one method, with @EnableResilientMethods. A call that has
# failed and waits for its next attempt keeps its slot all the while, though nobody is at the service then. With a limit
# of 1 and two retries, the next caller waits until the first has used up all its attempts and delays, and with
# policy = REJECT it is refused while the service is idle. So when a service starts to fail, the calls that would
# succeed are held up by those that sleep, the longer the delays, the more. The limit is outside, the retry inside it,
# and no attribute changes that: "order" is one for both. Where the two post-processors are declared as beans instead,
# the limit's before the retry's, the slot is given back between the attempts: the order of two @Bean methods decides.
# The manual tells of each alone; the limit is "meant to protect the target resource from being accessed from too many
# threads at the same time". Expected: that who does not access it does not count.
# What helps: the limit on a bean of its own, which the one with the retry calls. Seen with JDK 17 and 25.
set -euo pipefail
spring=7.0.10
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
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >Limited.java <<'JAVA'
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.InvocationRejectedException;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.ConcurrencyLimitBeanPostProcessor;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.RetryAnnotationBeanPostProcessor;
import org.springframework.resilience.annotation.Retryable;

/** One caller fails and waits for its next attempt; another comes meanwhile, whose call would succeed. */
public class Limited {
    @Configuration
    @EnableResilientMethods
    public static class Enabled {}

    @Configuration
    public static class LimitBeforeRetry {
        @Bean
        public static ConcurrencyLimitBeanPostProcessor limit() {
            return new ConcurrencyLimitBeanPostProcessor();
        }

        @Bean
        public static RetryAnnotationBeanPostProcessor retry() {
            return new RetryAnnotationBeanPostProcessor();
        }
    }

    public static class Service {
        private final CountDownLatch failed = new CountDownLatch(1);
        private final AtomicInteger failures = new AtomicInteger();

        @ConcurrencyLimit(1)
        @Retryable(maxRetries = 2, delay = 1000)
        public void ask(boolean well) throws IOException {
            answer(well);
        }

        @ConcurrencyLimit(limit = 1, policy = ConcurrencyLimit.ThrottlePolicy.REJECT)
        @Retryable(maxRetries = 2, delay = 1000, excludes = InvocationRejectedException.class)
        public void askOrBeRefused(boolean well) throws IOException {
            answer(well);
        }

        public int failuresSoFar() throws InterruptedException {
            failed.await();
            return failures.get();
        }

        private void answer(boolean well) throws IOException {
            if (!well) {
                failures.incrementAndGet();
                failed.countDown();
                throw new IOException("no");
            }
        }
    }

    interface Question {
        void ask(Service service, boolean well) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        for (Class<?> setup : new Class<?>[] {Enabled.class, LimitBeforeRetry.class}) {
            tell(setup, "block ", Service::ask);
            tell(setup, "reject", Service::askOrBeRefused);
        }
    }

    private static void tell(Class<?> setup, String policy, Question question) throws Exception {
        try (var context = new AnnotationConfigApplicationContext(setup, Service.class)) {
            Service service = context.getBean(Service.class);
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
                try {
                    question.ask(service, false);
                } catch (IOException e) {
                    // the retries are used up
                }
            });
            service.failuresSoFar();
            Thread.sleep(300);
            String outcome;
            try {
                question.ask(service, true);
                outcome = "answered";
            } catch (InvocationRejectedException e) {
                outcome = "refused";
            }
            System.out.println(setup.getSimpleName() + ", " + policy + ": the other is " + outcome
                    + ", when the first has failed " + service.failuresSoFar() + " times of 3");
            first.join();
        }
    }
}
JAVA
javac -d classes -cp "lib/*" Limited.java
java -cp "lib/*:classes" Limited 2>log | tee seen
diff seen - <<'EXPECTED'
Enabled, block : the other is answered, when the first has failed 3 times of 3
Enabled, reject: the other is refused, when the first has failed 1 times of 3
LimitBeforeRetry, block : the other is answered, when the first has failed 1 times of 3
LimitBeforeRetry, reject: the other is answered, when the first has failed 1 times of 3
EXPECTED
