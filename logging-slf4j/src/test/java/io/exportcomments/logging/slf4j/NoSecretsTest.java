package io.exportcomments.logging.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.exportcomments.ExportComments;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.ResultFormat;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.port.JobTransport;
import io.exportcomments.testkit.event.EventSamples;
import io.exportcomments.testkit.mock.MockServiceExtension;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be logged, by anybody, at the finest level, in a life with all secrets in it. */
@Timeout(60)
class NoSecretsTest {
    private static final String COOKIE = "cookie-value-that-nobody-may-see";
    private static final String QUERY = "key-in-a-query";
    private static final String ANY_JWT = "eyJ";
    private static final String WRONG = "WrongTokenThatIsStillSecret".repeat(4);

    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(builder ->
            builder.defaultScript(JobScript.queued(Duration.ofMillis(300)).done(Duration.ofMillis(300))));

    private final ClientLog log = ClientLog.create();
    private final AtomicReference<JobTransport> inside = new AtomicReference<>();

    private ExportComments client(String token) {
        return ExportComments.builder()
                .token(token)
                .baseUrl(mock.service().baseUrl())
                .transport(RetrofitTransport.create())
                .updates(WebSocketUpdates.create())
                .updates(context -> {
                    inside.set(context.transport());
                    return PollingUpdates.create().open(context);
                })
                .interceptor(log.calls())
                .interceptor(log.attempts())
                .listener(log.listener())
                .build();
    }

    @Test
    void noTokenNoJwtAndNoCookieIsInAnyOutputAtTrace(@TempDir Path folder) {
        List<String> secrets = new ArrayList<>(List.of(mock.service().token(), WRONG, COOKIE, QUERY, ANY_JWT));
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (Logged logged = Logged.from(Level.TRACE);
                PrintStream captured = new PrintStream(console, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            live(folder, secrets);
            List<String> lines = logged.lines();
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("DEBUG io.exportcomments.calls create: call took"))
                    .anyMatch(line -> line.startsWith(
                            "TRACE io.exportcomments.attempts socket token (for watches): attempt took"))
                    .anyMatch(
                            line -> line.matches("INFO io\\.exportcomments\\.calls ping: .*AuthenticationException.*"))
                    .anyMatch(line -> line.equals("INFO io.exportcomments.events Source websocket is live"))
                    .anyMatch(line -> line.matches("DEBUG io\\.exportcomments\\.events Job .*: done.*"));
            String all = String.join("\n", lines) + console.toString(StandardCharsets.UTF_8);
            assertThat(secrets).hasSize(6).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private void live(Path folder, List<String> secrets) {
        try (ExportComments client = client(mock.service().token())) {
            ExportRequest request = ExportRequest.of("https://www.youtube.com/watch?v=" + QUERY)
                    .with(options -> options.cookies(Map.of("sessionid", COOKIE)));
            Job done = client.create(request).await(Duration.ofSeconds(30));
            client.download(done, ResultFormat.JSON, folder.resolve("comments.json"));
            String jwt = inside.get().socketToken().join().reveal();
            assertThat(jwt).startsWith(ANY_JWT);
            secrets.add(jwt);
            for (Fault fault : List.of(
                    Fault.resetAfterTaking(),
                    Fault.garbage(),
                    Fault.badGateway(),
                    Fault.status(400).body("{\"error_code\":\"INVALID_URL\",\"detail\":\"no such page\"}"))) {
                mock.service().faults().on(MockOperation.LIST).inject(fault);
                try {
                    client.list(1, 20);
                } catch (ExportCommentsException e) {
                    assertThat(e).isNotNull();
                }
            }
            client.async().list(1, 20).cancel(true);
        }
        try (ExportComments client = client(WRONG)) {
            client.ping();
        } catch (AuthenticationException e) {
            assertThat(e).isNotNull();
        }
        EventSamples.oneOfEach().forEach(log.listener()::heard);
    }
}
