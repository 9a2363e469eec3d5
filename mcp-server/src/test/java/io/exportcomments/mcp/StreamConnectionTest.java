package io.exportcomments.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.ExportComments;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.mock.MockServiceExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol over two streams, to the letter. */
@Timeout(60)
class StreamConnectionTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String TOKEN = "SecretToken1".repeat(10);
    private static final String ENDLESS = "https://www.youtube.com/watch?v=endless";

    @RegisterExtension
    static final MockServiceExtension mock = MockServiceExtension.create(builder -> builder.token(TOKEN)
            .script(ENDLESS, JobScript.endless())
            .defaultScript(JobScript.instant().rows(7)));

    private final CountDownLatch watchEnded = new CountDownLatch(1);
    private ExportComments client;

    @BeforeEach
    void open() {
        client = TestClients.builder(mock.service())
                .listener(event -> {
                    if (event instanceof ClientEvent.WatchEnded) {
                        watchEnded.countDown();
                    }
                })
                .build();
        mock.service().journal().clear();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private ToolServer server() {
        return ToolServer.builder(client).secret(TOKEN).version("1").build();
    }

    @Test
    void anExportIsCreatedFollowedAndRead() {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/76979871\",\"limit\":\"5\",\"replies\":true");
            String job = raw.answerText(1);
            assertThat(job).contains("\"status\":\"done\"", "read_rows").doesNotContain("http://127");
            String guid = job.replaceAll(".*\"guid\":\"([^\"]+)\".*", "$1");

            raw.call(2, "read_rows", "\"guid\":\"" + guid + "\",\"limit\":2,\"fields\":[\"author\"]");
            assertThat(raw.answerText(2)).contains("\"next_row\":2").doesNotContain("\"likes\":");
            assertThat(raw.text()).contains("notifications/resources/list_changed", "\"progressToken\":\"t1\"");
        }
    }

    @Test
    void aCallThatIsCancelledIsAbortedOnTheWireAndNotAnswered() {
        mock.service().faults().on(MockOperation.LIST).always().inject(Fault.neverAnswer());
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "list_jobs", "");
            mock.service().journal().awaitCount(MockOperation.LIST, 1, BOUND);

            raw.cancel(1);

            mock.service().journal().awaitAbort(MockOperation.LIST, BOUND);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");
            raw.answer(2);
            assertThat(raw.text()).doesNotContain("\"id\":1,").doesNotContain("\"id\":1}");
        }
    }

    @Test
    void aWaitThatIsCancelledEndsTheWatchAndLeavesTheJob() throws InterruptedException {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"" + ENDLESS + "\",\"wait_seconds\":600");
            raw.next(message -> "notifications/progress".equals(message.get("method")));
            mock.service().journal().await(e -> e.operation() == MockOperation.GET && e.ended(), BOUND);

            raw.cancel(1);

            assertThat(watchEnded.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(mock.service().journal().count(MockOperation.STOP)).isZero();
        }
    }

    @Test
    void readingRowsThatIsCancelledClosesTheFile() {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/1\"");
            String guid = raw.answerText(1).replaceAll(".*\"guid\":\"([^\"]+)\".*", "$1");
            mock.service()
                    .faults()
                    .on(MockOperation.DOWNLOAD)
                    .always()
                    .inject(Fault.slowDrip(1, Duration.ofSeconds(1)));
            raw.call(2, "read_rows", "\"guid\":\"" + guid + "\"");
            mock.service().journal().awaitCount(MockOperation.DOWNLOAD, 1, BOUND);

            raw.cancel(2);

            mock.service().journal().awaitAbort(MockOperation.DOWNLOAD, BOUND);
        }
    }

    @Test
    void closingCancelsWhatIsInProgress() {
        mock.service().faults().on(MockOperation.LIST).always().inject(Fault.neverAnswer());
        RawClient raw = RawClient.initialized(server());
        raw.call(1, "list_jobs", "");
        mock.service().journal().awaitCount(MockOperation.LIST, 1, BOUND);

        raw.close();
        raw.close();

        mock.service().journal().awaitAbort(MockOperation.LIST, BOUND);
    }

    @Test
    void theEndOfTheInputEndsTheConnectionAfterTheLastAnswer() throws InterruptedException {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "list_jobs", "\"limit\":1");
            raw.endInput();

            raw.connection.awaitEnd();

            assertThat(raw.answerText(1)).contains("\"jobs\":");
        }
    }

    /** Standard output is a print stream, which throws nothing. */
    @Test
    void anOutputThatNobodyReadsEndsTheConnection() throws IOException, InterruptedException {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PipedOutputStream toServer = new PipedOutputStream();
        try (PipedInputStream input = new PipedInputStream(toServer);
                StreamConnection connection =
                        server().serve(input, new PrintStream(closed, false, StandardCharsets.UTF_8))) {
            toServer.write((RawClient.INITIALIZE + "\n").getBytes(StandardCharsets.UTF_8));
            toServer.flush();
            connection.awaitEnd();
        }
    }

    @Test
    void whatIsNoMessageIsAnsweredAndTheNextOneIsTaken() {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.send("this is no JSON");
            raw.next(message -> code(message) == -32_700);
            raw.send("[]");
            raw.next(message -> code(message) == -32_700);
            raw.send("\"" + "x".repeat(1 << 20) + "\"");
            raw.next(message -> code(message) == -32_600);
            raw.send("");
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"no/such\"}");
            raw.next(message -> code(message) == -32_601);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}");
            assertThat(raw.answer(4).get("result")).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"initialize\"",
                "\"initialize\",\"params\":[1]",
                "\"tools/call\"",
                "\"tools/call\",\"params\":[]",
                "\"tools/call\",\"params\":{}",
                "\"tools/call\",\"params\":{\"name\":5}",
                "\"tools/call\",\"params\":{\"name\":\"list_jobs\",\"arguments\":[1]}",
                "\"resources/read\"",
                "\"resources/read\",\"params\":{\"uri\":null}",
                "\"logging/setLevel\""
            })
    void aRequestWithoutWhatItsMethodNeedsIsAnsweredInWords(String request) {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":" + request + "}");
            Map<?, ?> answer = raw.answer(3);
            assertThat(code(answer)).isEqualTo(-32_602);
            assertThat(answer.toString())
                    .contains("The parameters of the request")
                    .doesNotContain("McpSchema");
        }
    }

    /** With its letters replaced, a URL would be another page's, and its export paid for. */
    @Test
    void whatIsNotUtf8IsRefusedAndNothingIsCreated() {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.send(
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"export_comments\","
                            + "\"arguments\":{\"url\":\"https://www.google.com/maps/place/Caf\u00e9\"}}}",
                    StandardCharsets.ISO_8859_1);
            raw.next(message -> code(message) == -32_700);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"ping\"}");
            assertThat(raw.answer(4).get("result")).isNotNull();
        }
        assertThat(mock.service().journal().count(MockOperation.CREATE)).isZero();
    }

    @Test
    void aByteOrderMarkBelongsToNoMessage() {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.send("\ufeff{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
            assertThat(raw.answer(3).get("result")).isNotNull();
        }
    }

    private static int code(Map<?, ?> message) {
        return message.get("error") instanceof Map<?, ?> error ? (Integer) error.get("code") : 0;
    }

    @Test
    void whetherSomebodyIsThereMayBeAskedBeforeAllElse() {
        try (RawClient raw = new RawClient(server())) {
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
            assertThat(raw.answer(1).get("result")).isEqualTo(Map.of());
            raw.send(RawClient.INITIALIZE);
            raw.answer(0);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");
            assertThat(raw.answer(2).get("result")).isEqualTo(Map.of());
        }
    }

    /** Kept until the handshake is over, it would create a job that nobody waits for any more. */
    @Test
    void aCallBeforeTheHandshakeIsRefusedAndNotKept() {
        try (RawClient raw = new RawClient(server())) {
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/1\"");
            assertThat(code(raw.answer(1))).isEqualTo(-32_600);
            raw.send(RawClient.INITIALIZE);
            raw.answer(0);
            raw.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            raw.call(2, "list_jobs", "");
            raw.answer(2);
        }
        assertThat(mock.service().journal().count(MockOperation.CREATE)).isZero();
    }

    @Test
    void aClientThatDoesNotSayThatItIsReadyShowsItByItsFirstCall() {
        try (RawClient raw = new RawClient(server())) {
            raw.send(RawClient.INITIALIZE);
            raw.answer(0);
            raw.call(1, "list_jobs", "");
            assertThat(raw.answerText(1)).contains("\"jobs\":");
            raw.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            raw.call(2, "list_jobs", "");
            assertThat(raw.answerText(2)).contains("\"jobs\":");
        }
    }

    @Test
    void tooManyCallsAreRefusedAndOneThatEndsMakesRoom() {
        mock.service().faults().on(MockOperation.LIST).always().inject(Fault.neverAnswer());
        try (RawClient raw = RawClient.initialized(server())) {
            for (int id = 1; id <= 32; id++) {
                raw.call(id, "list_jobs", "");
            }
            raw.call(33, "list_jobs", "");
            assertThat(code(raw.answer(33))).isEqualTo(-32_000);
            raw.cancel(5);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":34,\"method\":\"ping\"}");
            assertThat(raw.answer(34).get("result")).isNotNull();
        }
    }

    @Test
    void aCallThatIsSentTwiceIsDoneOnceAndBothEndWithTheConnection() {
        mock.service().faults().on(MockOperation.CREATE).inject(Fault.neverAnswer());
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/63\"");
            mock.service().journal().awaitCount(MockOperation.CREATE, 1, BOUND);
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/63\"");
            assertThat(code(raw.answer(1))).isEqualTo(-32_600);
        }
        mock.service().journal().awaitAbort(MockOperation.CREATE, BOUND);
    }

    @Test
    void theTokenNeverShowsWhateverTheServiceSays() {
        String echo = "{\"error\":{\"code\":\"INVALID_URL\",\"message\":\"Bad: " + TOKEN + "\"}}";
        mock.service().faults().on(MockOperation.CREATE).always().inject(Fault.answer(400, "application/json", echo));
        mock.service()
                .faults()
                .on(MockOperation.GET)
                .always()
                .inject(Fault.answer(
                        200,
                        "application/json",
                        "{\"guid\":\"" + TOKEN.substring(0, 60) + "\",\"status\":\"error\",\"error\":\"token " + TOKEN
                                + " is bad\"}"));
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"https://vimeo.com/1?token=" + TOKEN + "\"");
            raw.answer(1);
            raw.call(2, "check_job", "\"guid\":\"" + TOKEN.substring(0, 60) + "\"");
            raw.answer(2);
            raw.call(3, "check_job", "\"" + TOKEN + "\":1");
            raw.answer(3);
            raw.send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"" + TOKEN + "\"}");
            raw.answer(4);
            assertThat(raw.text()).contains("***").doesNotContain(TOKEN);
        }
    }

    @Test
    void nothingIsLeftAfterClosing() throws InterruptedException {
        try (RawClient raw = RawClient.initialized(server())) {
            raw.call(1, "export_comments", "\"url\":\"" + ENDLESS + "\",\"wait_seconds\":5");
            raw.next(message -> "notifications/progress".equals(message.get("method")));
            raw.endInput();
            raw.connection.awaitEnd();
        }
        client.close();
        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("exportcomments-mcp"))
                .toList();
        for (Thread thread : left) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }
}
