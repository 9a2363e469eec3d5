package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.spring.boot.autoconfigure.ExportCommentsAutoConfiguration;
import io.exportcomments.spring.boot.internal.ReopeningLifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** A program that is closed while its listeners have not heard of all yet. */
@Timeout(60)
class ClosingTest {
    private static final int JOBS = 20;

    private final MockService mock =
            MockService.builder().defaultScript(JobScript.instant()).start();
    private final Ends ends = new Ends();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ExportCommentsAutoConfiguration.class))
            .withBean(Ends.class, () -> ends)
            .withPropertyValues(
                    "exportcomments.api-token=" + mock.token(),
                    "exportcomments.base-url=" + mock.baseUrl(),
                    "exportcomments.transport=retrofit",
                    "exportcomments.policies.enabled=false");

    @AfterEach
    void close() {
        ends.goOn.countDown();
        mock.close();
    }

    /** A listener that stands still until it may go on. */
    static final class Ends {
        final Queue<JobGuid> heard = new ConcurrentLinkedQueue<>();
        final CountDownLatch goOn = new CountDownLatch(1);

        @EventListener
        void on(JobUpdate update) throws InterruptedException {
            if (goOn.await(30, TimeUnit.SECONDS) && update.isTerminal()) {
                heard.add(update.job().guid());
            }
        }
    }

    /** Stops when the client is closed. */
    private record AfterTheClient(Runnable task) implements SmartLifecycle {
        @Override
        public void start() {}

        @Override
        public void stop() {
            task.run();
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public int getPhase() {
            return ReopeningLifecycle.CLIENT_PHASE - 1;
        }
    }

    private static List<JobGuid> exported(ApplicationContext context) {
        ExportComments client = context.getBean(ExportComments.class);
        List<JobGuid> done = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            done.add(client.create(ExportRequest.of("https://www.youtube.com/watch?v=closing" + i))
                    .await(Duration.ofSeconds(30))
                    .guid());
        }
        return done;
    }

    @Test
    void endsThatCameBeforeTheStopAreTold() {
        runner.withBean(AfterTheClient.class, () -> new AfterTheClient(ends.goOn::countDown))
                .run(context -> {
                    List<JobGuid> done = exported(context);
                    context.getSourceApplicationContext().close();
                    assertThat(ends.heard).containsExactlyElementsOf(done);
                });
    }

    @Test
    void aListenerThatTakesTooLongHoldsUpNothing() {
        runner.run(context -> {
            exported(context);
            context.getSourceApplicationContext().close();
            assertThat(ends.heard).isEmpty();
            ends.goOn.countDown();
            Awaitility.await().until(ClosingTest::nobodyPublishes);
            assertThat(ends.heard).as("the one that was being told").hasSizeLessThanOrEqualTo(1);
        });
    }

    private static boolean nobodyPublishes() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("exportcomments-events"));
    }

    @Test
    void aListenerMayCloseTheProgram() {
        runner.withBean(Closing.class).run(context -> {
            context.getBean(ExportComments.class)
                    .create(ExportRequest.of("https://www.youtube.com/watch?v=last"))
                    .await(Duration.ofSeconds(30));
            ends.goOn.countDown();
            assertThat(context.getBean(Closing.class).took.get(30, TimeUnit.SECONDS))
                    .isLessThan(Duration.ofSeconds(2));
        });
    }

    /** As a program that is there for one job. */
    static final class Closing {
        final CompletableFuture<Duration> took = new CompletableFuture<>();
        private final ConfigurableApplicationContext program;

        Closing(ConfigurableApplicationContext program) {
            this.program = program;
        }

        @EventListener
        void on(JobUpdate update) {
            if (update.isTerminal()) {
                long begin = System.nanoTime();
                program.close();
                took.complete(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }
}
