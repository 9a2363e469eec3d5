package io.exportcomments.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.mock.MockServiceExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions over HTTP whose clients are many, drop their connections, or send a call twice. */
@Timeout(60)
class HttpSessionsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int SESSIONS = 64;

    @RegisterExtension
    static final MockServiceExtension mock =
            MockServiceExtension.create(builder -> builder.defaultScript(JobScript.instant()));

    private final HttpClient http = HttpClient.newHttpClient();
    private ExportComments client;
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        client = TestClients.builder(mock.service()).build();
        endpoint = ToolServer.builder(client).build().listen(0);
        mock.service().journal().clear();
    }

    @AfterEach
    void close() {
        endpoint.close();
        client.close();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(endpoint.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private String session() throws IOException, InterruptedException {
        HttpRequest initialize = request()
                .POST(HttpRequest.BodyPublishers.ofString(RawClient.INITIALIZE))
                .build();
        return http.send(initialize, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    private static String export(int id, String url) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":"
                + "\"export_comments\",\"arguments\":{\"url\":\"" + url + "\",\"wait_seconds\":20}}}";
    }

    private CompletableFuture<HttpResponse<String>> post(String session, String body) {
        HttpRequest call = request()
                .header("Mcp-Session-Id", session)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(call, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a call by a connection that is closed without reading an answer. */
    private void postAndDrop(String session, String body) throws IOException {
        try (Socket socket =
                new Socket(endpoint.address().getHost(), endpoint.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Accept: application/json, text/event-stream\r\nMcp-Session-Id: " + session
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            mock.service().journal().awaitCount(MockOperation.CREATE, 1, BOUND);
        }
    }

    private int creations() {
        return mock.service().journal().count(MockOperation.CREATE);
    }

    @Test
    void aSessionWithACallStaysHoweverManyOthersAreOpened() throws Exception {
        String busy = session();
        mock.service().faults().on(MockOperation.CREATE).inject(Fault.delay(Duration.ofHours(1)));
        CompletableFuture<HttpResponse<String>> call = post(busy, export(1, "https://vimeo.com/61"));
        mock.service().journal().awaitCount(MockOperation.CREATE, 1, BOUND);
        String idle = session();

        for (int i = 0; i < SESSIONS - 1; i++) {
            session();
        }

        String ping = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";
        assertThat(post(idle, ping).get().statusCode()).isEqualTo(404);
        assertThat(post(busy, ping).get().statusCode()).isEqualTo(200);
        assertThat(call).isNotDone();
        call.cancel(true);
    }

    @Test
    void aCallThatIsSentTwiceIsDoneOnce() throws Exception {
        String session = session();
        mock.service().faults().on(MockOperation.CREATE).inject(Fault.neverAnswer());
        postAndDrop(session, export(7, "https://vimeo.com/62"));

        String again = post(session, export(7, "https://vimeo.com/62")).get().body();

        assertThat(again).contains("\"id\":7", "was not begun", "list_jobs");
        assertThat(creations()).isOne();
    }

    @Test
    void anIdMayBeUsedAgainOnceItsCallIsAnswered() throws Exception {
        String session = session();
        for (int i = 1; i <= 20; i++) {
            assertThat(post(session, export(1, "https://vimeo.com/" + i)).get().body())
                    .contains("\\\"status\\\":\\\"done\\\"");
        }
        assertThat(creations()).isEqualTo(20);
    }

    @Test
    void aSessionThatIsNotNamedCannotBeEnded() throws Exception {
        HttpRequest end = request().DELETE().build();
        assertThat(http.send(end, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(400);
    }
}
