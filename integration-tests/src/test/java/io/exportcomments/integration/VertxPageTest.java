package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.error.JobFailedException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.webhook.WebhookSetup;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.vertx.VertxExportComments;
import io.exportcomments.transport.vertx.VertxJobHandle;
import io.exportcomments.transport.vertx.VertxStream;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.websocket.WebSocketUpdates;
import io.exportcomments.webhook.vertx.WebhookRouteHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.ProxyOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page on Vert.x shows compiles, is shown as it is here, and does what the page says. */
@Timeout(60)
class VertxPageTest {
    private static final String SELF =
            "integration-tests/src/test/java/io/exportcomments/integration/VertxPageTest.java";
    private static final String VERTICLE =
            "integration-tests/src/test/java/io/exportcomments/integration/ExportsVerticle.java";
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final String FAILING = "https://vimeo.com/1";
    private static final String SECRET = "whsec_vertx_page";

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.queued(Duration.ofMillis(50))
                            .progress(Duration.ofMillis(50), 10, 20)
                            .done(Duration.ofMillis(300)))
                    .script(FAILING, JobScript.failing("The video is private").onRetry(JobScript.instant())));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static ExportCommentsBuilder builder() {
        return builder(mock.service().token(), mock.service().baseUrl());
    }

    private static ExportCommentsBuilder builder(String token, URI service) {
        // tag::builder[]
        ExportCommentsBuilder builder = ExportComments.builder()
                .token(token)
                .baseUrl(service) // leave this out for the real service
                .updates(WebSocketUpdates.create())
                .updates(PollingUpdates.create());
        // end::builder[]
        return builder;
    }

    private static void stream(VertxExportComments client, JobGuid guid, HttpServerResponse response) {
        // tag::stream[]
        VertxStream<JobUpdate> updates = client.watch(guid);
        updates.exceptionHandler(failure -> response.end("trouble\n"))
                .endHandler(end -> response.end())
                .handler(update -> {
                    response.write(update.status() + "\n");
                    if (response.writeQueueFull()) {
                        updates.pause();
                        response.drainHandler(taken -> updates.resume());
                    }
                });
        response.closeHandler(gone -> updates.cancel());
        // end::stream[]
    }

    private static Future<Job> once(VertxJobHandle job, Duration deadline) {
        // tag::failures[]
        Future<Job> done = job.await(deadline)
                .recover(failure -> failure instanceof JobFailedException
                        ? job.retry().compose(again -> job.await(deadline))
                        : Future.failedFuture(failure));
        // end::failures[]
        return done;
    }

    private Future<Long> rows(VertxExportComments client, Job done) {
        // tag::rows[]
        Future<Long> answers = client.rows(done)
                .compose(rows -> vertx.executeBlocking(() -> {
                    try (rows) {
                        return rows.filter(row -> row.get("author") != null).count();
                    }
                }));
        // end::rows[]
        return answers;
    }

    private Future<VertxExportComments> through(ProxyOptions proxy, ExportCommentsBuilder builder) {
        // tag::options[]
        VertxTransport transport = VertxTransport.builder()
                .vertx(vertx)
                .options(new HttpClientOptions().setProxyOptions(proxy))
                .build();
        Future<VertxExportComments> client = VertxExportComments.open(vertx, builder, transport);
        // end::options[]
        return client;
    }

    private static void webhooks(Router router, WebhookReceiver receiver, ExportCommentsBuilder builder) {
        // tag::webhooks[]
        router.route("/webhooks/exportcomments").handler(WebhookRouteHandler.of(receiver));
        builder.updates(WebhookUpdates.from(receiver));
        // end::webhooks[]
    }

    @Test
    void thePageShowsTheseLines() {
        Snippets.assertShown("docs/vertx.md", SELF, VERTICLE);
    }

    @Test
    void theVerticleExportsAndSaysWhatIsWrong(@TempDir Path folder) throws Exception {
        String id = await(vertx.deployVerticle(new ExportsVerticle(builder(), folder)));
        String file = await(vertx.eventBus().<String>request("exports", VIDEO)).body();
        assertThat(Path.of(file)).hasParent(folder).isNotEmptyFile();
        assertThatThrownBy(() -> await(vertx.eventBus().request("exports", "no address")))
                .hasCauseInstanceOf(ReplyException.class)
                .hasMessageContaining("Not a URL");
        await(vertx.undeploy(id));
    }

    @Test
    void theUpdatesOfAJobAreStreamedToAReader() throws Exception {
        VertxExportComments client = await(VertxExportComments.open(vertx, builder()));
        VertxJobHandle job = await(client.create(ExportRequest.of(VIDEO)));
        int port = await(vertx.createHttpServer()
                        .requestHandler(request ->
                                stream(client, job.guid(), request.response().setChunked(true)))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        Buffer read = await(vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.send().compose(HttpClientResponse::body)));
        assertThat(read.toString()).endsWith("DONE\n").doesNotContain("trouble");
    }

    @Test
    void aFailedJobIsRunOnceMore() throws Exception {
        VertxExportComments client = await(VertxExportComments.open(vertx, builder()));
        VertxJobHandle job = await(client.create(ExportRequest.of(FAILING)));
        assertThat(await(once(job, Duration.ofSeconds(20))).status()).isEqualTo(JobStatus.DONE);
    }

    @Test
    void theRowsAreReadOnAWorker() throws Exception {
        VertxExportComments client = await(VertxExportComments.open(vertx, builder()));
        VertxJobHandle job = await(client.create(ExportRequest.of(VIDEO)));
        Job done = await(job.await(Duration.ofSeconds(20)));
        assertThat(await(rows(client, done))).isPositive();
    }

    @Test
    void theOptionsLeadThroughAProxy() throws Exception {
        List<URI> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI());
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        proxy.start();
        try {
            VertxExportComments client = await(through(
                    new ProxyOptions()
                            .setHost("127.0.0.1")
                            .setPort(proxy.getAddress().getPort()),
                    builder(mock.service().token(), URI.create("http://service.invalid"))));
            assertThatThrownBy(() -> await(client.ping())).hasMessageContaining("503");
            assertThat(asked).isNotEmpty().allSatisfy(uri -> assertThat(uri).hasHost("service.invalid"));
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void deliveriesComeByTheRoute() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(event -> heard.add(event.name()))
                .build()) {
            ExportCommentsBuilder builder = ExportComments.builder()
                    .token(mock.service().token())
                    .baseUrl(mock.service().baseUrl());
            Router router = Router.router(vertx);
            webhooks(router, receiver, builder);
            int port = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                    .actualPort();
            mock.service()
                    .webhooks()
                    .register(WebhookSetup.of(
                            URI.create("http://127.0.0.1:" + port + "/webhooks/exportcomments"), SECRET));
            VertxExportComments client = await(VertxExportComments.open(vertx, builder));
            VertxJobHandle job = await(client.create(ExportRequest.of(VIDEO)));
            assertThat(await(job.await(Duration.ofSeconds(20))).status()).isEqualTo(JobStatus.DONE);
            assertThat(heard).isNotEmpty();
            await(client.close());
        }
    }
}
