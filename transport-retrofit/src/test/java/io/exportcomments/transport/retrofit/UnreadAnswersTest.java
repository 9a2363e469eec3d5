package io.exportcomments.transport.retrofit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.testkit.transport.Reply;
import io.exportcomments.testkit.transport.ScriptedServer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OkHttp keeps a connection as used, and complains, until the body of its answer is closed. */
@Timeout(60)
class UnreadAnswersTest {
    @Test
    void anAnswerWhoseBodyNobodyCanReadIsClosed() {
        ConnectionPool pool = new ConnectionPool();
        OkHttpClient http = new OkHttpClient.Builder().connectionPool(pool).build();
        try (ScriptedServer server = ScriptedServer.start();
                ExportComments client = ExportComments.builder()
                        .baseUrl(server.url())
                        .token("T123456")
                        .transport(RetrofitTransport.builder().client(http).build())
                        .build()) {
            server.reply(Reply.json(200, "{}", "Content-Encoding: br"));
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> client.get(JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084")))
                        .isInstanceOf(UnreadableAnswerException.class);
            }
            long end = System.nanoTime() + 20_000_000_000L;
            while (pool.connectionCount() > pool.idleConnectionCount()) {
                assertThat(System.nanoTime()).as("an idle pool").isLessThan(end);
                Thread.onSpinWait();
            }
        } finally {
            http.dispatcher().executorService().shutdown();
            pool.evictAll();
        }
    }
}
