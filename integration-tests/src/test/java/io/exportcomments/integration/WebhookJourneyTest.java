package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.JobHandle;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookDelivery.Attempt;
import io.exportcomments.mock.webhook.WebhookDelivery.State;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.jdbc.JdbcDeliveryStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that follow jobs by webhooks alone, from the mock's delivery to the end of the watch, through each web
 * server.
 */
@Timeout(60)
class WebhookJourneyTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final String SECRET = "whsec_journey_4f1c";
    private static final int BOUND = 20;

    private final ManualClock clock = MockClock.manual();
    private final VirtualTimekeeper receiverTime = new VirtualTimekeeper();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
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

    /** A program with nothing but webhooks to follow jobs by. */
    private final class Program implements AutoCloseable {
        private final WebhookReceiver receiver;
        private final Door.Open door;
        private final ExportComments client;
        private final BlockingQueue<JobUpdate> updates = new LinkedBlockingQueue<>();

        Program(Door kind, int port, DeliveryStore store, WebhookHandler handler) throws Exception {
            receiver = WebhookReceiver.builder()
                    .secret(WebhookSecret.of(SECRET))
                    .store(store)
                    .handler(handler)
                    .timekeeper(receiverTime)
                    .build();
            door = kind.open(receiver, port);
            client = ExportComments.builder()
                    .token(mock.token())
                    .baseUrl(mock.baseUrl())
                    .transport(RetrofitTransport.create())
                    .updates(WebhookUpdates.from(receiver))
                    .build();
        }

        URI hook() {
            return URI.create("http://127.0.0.1:" + door.port() + "/hook");
        }

        /** Follows a job, and returns when its state is known. */
        void follow(JobHandle job) throws InterruptedException {
            job.onUpdate(updates::add);
            assertThat(next().source()).isEqualTo("state");
        }

        JobUpdate next() throws InterruptedException {
            JobUpdate update = updates.poll(BOUND, TimeUnit.SECONDS);
            assertThat(update).as("an update").isNotNull();
            return update;
        }

        JobUpdate end() throws InterruptedException {
            JobUpdate update = next();
            while (!update.isTerminal()) {
                update = next();
            }
            return update;
        }

        @Override
        public void close() {
            client.close();
            door.close();
            receiver.close();
        }
    }

    private void handle(JobEvent event) {
        handled.add(event.name());
    }

    private void awaitHandled(String event) throws InterruptedException {
        assertThat(handled.poll(BOUND, TimeUnit.SECONDS)).isEqualTo(event);
    }

    /**
     * The receiver looks into its store on threads of its own, so a look may be over before the time came for which it
     * was.
     */
    private @Nullable String firstAsTimePasses() throws InterruptedException {
        String first = null;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND);
                first == null && System.nanoTime() < end; ) {
            receiverTime.advance(Duration.ofSeconds(10));
            first = handled.poll(50, TimeUnit.MILLISECONDS);
        }
        return first;
    }

    /** Each its own: the mock's message ids are the same in every test. */
    private static DeliveryStore database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:journey-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return JdbcDeliveryStore.in(database).createTable();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aJobIsFollowedToItsEndByItsDeliveries(Door door) throws Exception {
        try (Program program = new Program(door, 0, InMemoryDeliveryStore.create(), this::handle)) {
            mock.webhooks().register(WebhookSetup.of(program.hook(), SECRET));
            mock.webhooks().faults().doubleDeliveries(Integer.MAX_VALUE);
            JobHandle job = program.client.create(ExportRequest.of(VIDEO));
            program.follow(job);
            clock.advance(Duration.ofMinutes(2));

            JobUpdate end = program.end();
            assertThat(end.status()).isEqualTo(JobStatus.DONE);
            assertThat(end.source()).isEqualTo("webhook");
            assertThat(end.job().downloadLink()).isPresent();
            awaitHandled("export.created");
            awaitHandled("export.finished");
        }
        assertThat(handled).as("handled twice").isEmpty();
        assertThat(mock.webhooks().awaitIdle(Duration.ofSeconds(BOUND)))
                .hasSize(2)
                .allMatch(delivery -> delivery.attempts().size() == 2 && delivery.state() == State.TAKEN);
        assertThat(mock.journal().count(MockOperation.GET))
                .as("requests for the state")
                .isEqualTo(1);
        assertThat(mock.journal().count(MockOperation.LIST)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aRestartInTheMiddleLosesNothingAndRepeatsNothing(Door door) throws Exception {
        DeliveryStore store = database();
        JobGuid guid;
        int port;
        BlockingQueue<String> tried = new LinkedBlockingQueue<>();
        try (Program first = new Program(door, 0, store, event -> {
            tried.add(event.name());
            throw new IllegalStateException("the program dies while it handles " + event.name());
        })) {
            port = first.door.port();
            mock.webhooks().register(WebhookSetup.of(first.hook(), SECRET));
            JobHandle job = first.client.create(ExportRequest.of(VIDEO));
            guid = job.guid();
            first.follow(job);
            clock.advance(Duration.ofSeconds(5));
            assertThat(tried.poll(BOUND, TimeUnit.SECONDS)).isEqualTo("export.created");
        }

        try (Program second = new Program(door, port, store, this::handle)) {
            assertThat(firstAsTimePasses()).isEqualTo("export.created");
            second.follow(second.client.job(guid));
            mock.webhooks().redeliver(1);
            clock.advance(Duration.ofMinutes(2));

            JobUpdate end = second.end();
            assertThat(end.status()).isEqualTo(JobStatus.DONE);
            assertThat(end.source()).isEqualTo("webhook");
            awaitHandled("export.finished");
        }
        assertThat(handled).as("handled twice").isEmpty();
        List<WebhookDelivery> deliveries = mock.webhooks().awaitIdle(Duration.ofSeconds(BOUND));
        assertThat(deliveries).hasSize(2).allMatch(delivery -> delivery.state() == State.TAKEN);
        assertThat(deliveries.get(0).attempts()).extracting(Attempt::status).containsExactly(200, 200);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatComesWhileTheProgramIsDownComesAgain(Door door) throws Exception {
        DeliveryStore store = database();
        JobGuid guid;
        int port;
        try (Program first = new Program(door, 0, store, this::handle)) {
            port = first.door.port();
            mock.webhooks().register(WebhookSetup.of(first.hook(), SECRET));
            guid = first.client.create(ExportRequest.of(VIDEO)).guid();
            clock.advance(Duration.ofSeconds(5));
            awaitHandled("export.created");
        }
        clock.advance(Duration.ofSeconds(60));
        try (Program second = new Program(door, port, store, this::handle)) {
            clock.advance(Duration.ofMinutes(30));
            awaitHandled("export.finished");
            assertThat(second.client.job(guid).await(Duration.ofSeconds(BOUND)).status())
                    .isEqualTo(JobStatus.DONE);
        }
        assertThat(mock.webhooks().deliveries().get(1).attempts())
                .as("refused while it was down, then taken")
                .hasSizeGreaterThan(1)
                .last()
                .extracting(Attempt::status)
                .isEqualTo(200);
    }
}
