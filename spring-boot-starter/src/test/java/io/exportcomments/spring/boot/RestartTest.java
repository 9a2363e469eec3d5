package io.exportcomments.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.AsyncExportComments;
import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** A context that is stopped and started again, by the program or around a checkpoint, works as before. */
@Timeout(120)
class RestartTest {
    private static final String SECRET = "whsec_spring_restart";
    private static final ExportRequest REQUEST = ExportRequest.of("https://www.youtube.com/watch?v=restart");

    private final MockService mock = MockService.builder()
            .clock(MockClock.faster(50))
            .defaultScript(JobScript.queued(Duration.ofSeconds(1))
                    .progress(Duration.ofSeconds(1), 0)
                    .done(Duration.ofSeconds(20)))
            .start();

    @AfterEach
    void close() {
        mock.close();
    }

    private ConfigurableApplicationContext program(
            WebApplicationType type, Map<String, Object> further, WebProgram.Beans beans) {
        Map<String, Object> properties = new HashMap<>(further);
        properties.put("exportcomments.api-token", mock.token());
        properties.put("exportcomments.base-url", mock.baseUrl());
        return WebProgram.start(type, properties, beans);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrofit", "vertx"})
    void theInjectedClientWorksAgain(String transport) {
        ExportComments client;
        try (ConfigurableApplicationContext program =
                program(WebApplicationType.NONE, Map.of("exportcomments.transport", transport), context -> {})) {
            client = program.getBean(ExportComments.class);
            AsyncExportComments async = program.getBean(AsyncExportComments.class);
            JobHandle before = client.create(REQUEST);
            program.stop();
            assertThatThrownBy(client::ping).isInstanceOf(ClientClosedException.class);
            program.start();

            client.ping();
            async.ping().join();
            assertThat(program.getBean(ExportComments.class)).isSameAs(client);
            assertThat(before.await(Duration.ofSeconds(60)).status()).isEqualTo(JobStatus.DONE);
            assertThat(client.create(REQUEST).await(Duration.ofSeconds(60)).status())
                    .isEqualTo(JobStatus.DONE);

            program.stop();
            program.start();
            client.ping();
        }
        assertThatThrownBy(client::ping).isInstanceOf(ClientClosedException.class);
    }

    /** What Spring does around a checkpoint of CRaC. */
    @ParameterizedTest
    @ValueSource(strings = {"retrofit", "vertx"})
    void theInjectedClientWorksAgainAfterACheckpoint(String transport) {
        try (ConfigurableApplicationContext program =
                program(WebApplicationType.NONE, Map.of("exportcomments.transport", transport), context -> {})) {
            ExportComments client = program.getBean(ExportComments.class);
            client.ping();
            DefaultLifecycleProcessor lifecycles =
                    (DefaultLifecycleProcessor) program.getBean("lifecycleProcessor", LifecycleProcessor.class);
            lifecycles.stop();
            lifecycles.start();

            client.ping();
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVLET, retrofit", "REACTIVE, vertx"})
    void deliveriesAreTakenAgain(WebApplicationType type, String transport) throws Exception {
        BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
        Map<String, Object> properties = Map.of(
                "exportcomments.transport",
                transport,
                "exportcomments.updates",
                "webhook",
                "exportcomments.watch.reconcile-every",
                "1h",
                "exportcomments.webhook.secrets",
                SECRET);
        try (ConfigurableApplicationContext program =
                program(type, properties, context -> context.registerBean(WebhookHandler.class, () -> events::add))) {
            ExportComments client = program.getBean(ExportComments.class);
            WebhookReceiver receiver = program.getBean(WebhookReceiver.class);
            program.stop();
            assertThat(receiver.receive(List.of(), new byte[0]).join().status()).isEqualTo(503);
            program.start();
            mock.webhooks().register(WebhookSetup.of(WebProgram.address(program, "/webhooks/exportcomments"), SECRET));

            JobHandle job = client.create(REQUEST);
            assertThat(job.await(Duration.ofSeconds(60)).status()).isEqualTo(JobStatus.DONE);
            assertThat(events.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
