package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.port.UpdateSourceProvider;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/** Spring programs with nothing but webhooks to follow jobs by. */
@Timeout(60)
class WebhookJourneyTest {
    private static final String SECRET = "whsec_spring_journey";
    private static final String VIDEO = "https://www.youtube.com/watch?v=journey";

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder()
            .clock(clock)
            .defaultScript(JobScript.queued(Duration.ofSeconds(1))
                    .progress(Duration.ofSeconds(1), 0)
                    .done(Duration.ofMinutes(1)))
            .start();

    @AfterEach
    void close() {
        mock.close();
    }

    private ConfigurableApplicationContext program(WebApplicationType type, WebProgram.Beans beans) {
        ConfigurableApplicationContext program = WebProgram.start(
                type,
                Map.of(
                        "exportcomments.api-token",
                        mock.token(),
                        "exportcomments.base-url",
                        mock.baseUrl(),
                        "exportcomments.updates",
                        "webhook",
                        "exportcomments.watch.reconcile-every",
                        "1h",
                        "exportcomments.webhook.secrets",
                        SECRET),
                beans);
        mock.webhooks().register(WebhookSetup.of(WebProgram.address(program, "/webhooks/exportcomments"), SECRET));
        return program;
    }

    /** Lets the job go on only when its state is read, so that its end comes by a delivery or not at all. */
    private void toItsEnd(JobHandle job) throws InterruptedException {
        BlockingQueue<JobUpdate> updates = new LinkedBlockingQueue<>();
        job.onUpdate(updates::add);
        JobUpdate update = updates.poll(20, TimeUnit.SECONDS);
        assertThat(update).as("the state that was read").isNotNull();
        clock.advance(Duration.ofMinutes(2));
        while (!update.isTerminal()) {
            update = updates.poll(20, TimeUnit.SECONDS);
            assertThat(update).as("the end").isNotNull();
        }
        assertThat(update.job().status()).isEqualTo(JobStatus.DONE);
    }

    static final class Downloading implements WebhookHandler {
        private final ExportComments client;
        private final BlockingQueue<String> found = new LinkedBlockingQueue<>();

        Downloading(ExportComments client) {
            this.client = client;
        }

        @Override
        public void handle(JobEvent event) {
            event.job().ifPresent(job -> found.add(client.get(job.guid()).status() + " " + event.name()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void aJobIsFollowedToItsEndAndHandledWithTheClientItself(WebApplicationType type) throws Exception {
        try (ConfigurableApplicationContext program =
                program(type, context -> context.registerBean(Downloading.class))) {
            assertThat(program.getBeanProvider(UpdateSourceProvider.class).stream())
                    .hasExactlyElementsOfTypes(WebhookUpdates.class);
            JobHandle job = program.getBean(ExportComments.class).create(ExportRequest.of(VIDEO));
            toItsEnd(job);
            BlockingQueue<String> found = program.getBean(Downloading.class).found;
            String handled;
            do {
                handled = found.poll(20, TimeUnit.SECONDS);
                assertThat(handled).isNotNull();
            } while (!handled.equals("DONE export.finished"));
        }
    }

    static final class Hearing {
        private final BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();

        @EventListener
        void on(JobEvent event) {
            heard.add(event);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void withoutAHandlerDeliveriesAreApplicationEvents(WebApplicationType type) throws Exception {
        try (ConfigurableApplicationContext program = program(type, context -> context.registerBean(Hearing.class))) {
            toItsEnd(program.getBean(ExportComments.class).create(ExportRequest.of(VIDEO)));
            assertThat(program.getBean(Hearing.class).heard.poll(20, TimeUnit.SECONDS))
                    .isNotNull();
        }
    }
}
