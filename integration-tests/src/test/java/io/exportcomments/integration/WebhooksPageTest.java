package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.ExportComments;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobStatus;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.httpserver.WebhookHttpHandler;
import io.exportcomments.update.webhook.jdbc.JdbcDeliveryStore;
import io.exportcomments.webhook.ExportEvent;
import io.exportcomments.webhook.Webhook;
import io.exportcomments.webhook.WebhookId;
import io.exportcomments.webhook.WebhookRequest;
import io.exportcomments.webhook.WebhookStatus;
import io.exportcomments.webhook.servlet.WebhookServlet;
import io.exportcomments.webhook.vertx.WebhookRouteHandler;
import io.vertx.ext.web.Router;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page on webhooks shows compiles, is shown as it is here, and does what the page says. */
@Timeout(60)
class WebhooksPageTest {
    private static final String SELF =
            "integration-tests/src/test/java/io/exportcomments/integration/WebhooksPageTest.java";
    private static final String SECRET = "whsec_for_tests";
    private static final WebhookSigner SIGNER = WebhookSigner.of(SECRET);

    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(
            builder -> builder.defaultScript(JobScript.queued(Duration.ZERO).done(Duration.ofMillis(300))));

    private final BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();

    private final List<String> kept = new CopyOnWriteArrayList<>();

    private WebhookReceiver receiver(String secret) {
        // tag::receiver[]
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(secret))
                .handler(event -> events.add(event))
                .build();
        // end::receiver[]
        return receiver;
    }

    private static void inTheJdk(WebhookReceiver receiver, HttpServer server) {
        // tag::jdk[]
        server.createContext("/webhooks/exportcomments", WebhookHttpHandler.of(receiver));
        // end::jdk[]
    }

    static void inAServletContainer(WebhookReceiver receiver, ServletContext context) {
        // tag::servlet[]
        context.addServlet("exportcomments", new WebhookServlet(receiver)).addMapping("/webhooks/exportcomments");
        // end::servlet[]
    }

    static void inVertx(WebhookReceiver receiver, Router router) {
        // tag::vertx[]
        router.route("/webhooks/exportcomments").handler(WebhookRouteHandler.of(receiver));
        // end::vertx[]
    }

    private WebhookReceiver inADatabase(String secret, DataSource database) {
        // tag::database[]
        WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(secret))
                .store(JdbcDeliveryStore.in(database).createTable())
                .handler(event -> events.add(event))
                .build();
        // end::database[]
        return receiver;
    }

    private static ExportComments following(WebhookReceiver receiver, String token, URI service) {
        // tag::following[]
        ExportComments client = ExportComments.builder()
                .token(token)
                .baseUrl(service) // leave this out for the real service
                .transport(RetrofitTransport.create())
                .updates(WebhookUpdates.from(receiver))
                .build();
        // end::following[]
        return client;
    }

    private void managing(ExportComments client) {
        // tag::managing[]
        Webhook webhook = client.webhooks()
                .create(WebhookRequest.of(URI.create("https://example.org/hook"), ExportEvent.FINISHED));
        webhook.secret().ifPresent(shown -> keep(webhook.id(), shown.reveal())); // it may be shown this once only
        for (Webhook each : client.webhooks().list()) {
            if (each.status() == WebhookStatus.SUSPENDED) {
                client.webhooks().toggle(each.id()); // enables it again
            }
        }
        client.webhooks().delete(webhook.id());
        // end::managing[]
    }

    private void keep(WebhookId id, String secret) {
        kept.add(id + " " + secret);
    }

    @Test
    void whatIsShownOfManagementRegistersEnablesAndDeletes() throws Exception {
        try (WebhookReceiver receiver = receiver(SECRET);
                ExportComments client = following(
                        receiver, mock.service().token(), mock.service().baseUrl())) {
            mock.service().account().plan(ServicePlan.business());
            managing(client);

            assertThat(kept).singleElement().asString().contains(" whsec_");
            assertThat(mock.service().webhooks().registered()).isEmpty();
            assertThat(mock.service().journal().count(MockOperation.WEBHOOK_TOGGLE))
                    .isZero();
        }
    }

    private static int send(URI address, String body) throws IOException, InterruptedException {
        // tag::signer[]
        WebhookSigner signer = WebhookSigner.of("whsec_for_tests");
        int status = HttpClient.newHttpClient()
                .send(signer.delivery(address, body), BodyHandlers.discarding())
                .statusCode();
        // end::signer[]
        return status;
    }

    @Test
    void aProgramWithNothingButWebhooksFollowsAJobToItsEnd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        try (WebhookReceiver receiver = receiver(SECRET);
                ExportComments client = following(
                        receiver, mock.service().token(), mock.service().baseUrl())) {
            inTheJdk(receiver, server);
            server.start();
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/exportcomments");
            CountDownLatch ended = new CountDownLatch(1);
            mock.service().jobs().onEvent(event -> {
                if (event.type() == MockJobEvent.Type.FINISHED) {
                    ended.countDown();
                }
            });

            CompletableFuture<Job> done = client.async()
                    .create(ExportRequest.of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"))
                    .thenCompose(job -> job.await(Duration.ofSeconds(30)));
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            String guid = mock.service().jobs().all().get(0).guid().toString();
            String body = "{\"event\":\"export.finished\",\"status\":\"done\",\"guid\":\"" + guid
                    + "\",\"message_id\":\"msg-1\"}";

            assertThat(send(address, body)).isEqualTo(200);
            assertThat(send(address, body)).isEqualTo(200);
            assertThat(done.get(20, TimeUnit.SECONDS).status()).isEqualTo(JobStatus.DONE);
            assertThat(events.poll(20, TimeUnit.SECONDS).messageId()).contains("msg-1");
            assertThat(events).isEmpty();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /**
     * The program dies while its handler is at work: its receiver is never closed, and no time passes for it any more.
     */
    @Test
    void afterARestartInTheMiddleWhatWasTakenIsHandled(@TempDir Path folder) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + folder.resolve("deliveries") + ";DB_CLOSE_DELAY=0;WRITE_DELAY=0");
        byte[] body = "{\"event\":\"export.finished\",\"message_id\":\"msg-1\"}".getBytes(StandardCharsets.UTF_8);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        WebhookReceiver dying = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .store(JdbcDeliveryStore.in(database).createTable())
                .lease(Duration.ofSeconds(1))
                .timekeeper(new VirtualTimekeeper(Instant.now(), 1))
                .handler(event -> {
                    begun.countDown();
                    never.await();
                })
                .build();
        assertThat(dying.receive(List.of(SIGNER.sign(body)), body)
                        .get(20, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(200);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        try (WebhookReceiver next = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .store(JdbcDeliveryStore.in(database))
                .lease(Duration.ofSeconds(1))
                .handler(events::add)
                .build()) {
            assertThat(events.poll(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(next.receive(List.of(SIGNER.sign(body)), body)
                            .get(20, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
        }
        try (WebhookReceiver later = inADatabase(SECRET, database)) {
            assertThat(later.receive(List.of(SIGNER.sign(body)), body)
                            .get(20, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
            assertThat(events).isEmpty();
        } finally {
            never.countDown();
            dying.close();
        }
    }

    @Test
    void thePageShowsTheseLines() {
        String page = Project.read("docs/webhooks.md");
        List<MatchResult> shown = Pattern.compile("// tag::(\\w+)\\[]\\n(.*?)// end::\\1\\[]", Pattern.DOTALL)
                .matcher(Project.read(SELF))
                .results()
                .toList();
        assertThat(shown).hasSize(8);
        for (MatchResult each : shown) {
            String code = each.group(2).replaceAll("\\s+$", "").stripIndent();
            assertThat(page).as(each.group(1)).contains("```java\n" + code + "\n```");
        }
    }
}
