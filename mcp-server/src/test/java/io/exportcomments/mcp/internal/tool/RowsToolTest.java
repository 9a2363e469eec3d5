package io.exportcomments.mcp.internal.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.port.RemoteFile;
import io.exportcomments.port.TransportCall;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong while rows are read is told, whatever it is: the assistant waits for it. */
@Timeout(60)
class RowsToolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockService mock =
            MockService.builder().defaultScript(JobScript.instant()).start();
    private final ExportComments client = ExportComments.builder()
            .token(mock.token())
            .baseUrl(mock.baseUrl())
            .transport(RetrofitTransport.create())
            .interceptor(new Unreadable())
            .build();
    private final JobGuid job = client.create(ExportRequest.of("https://vimeo.com/1084537"))
            .await(PATIENCE)
            .guid();

    @AfterEach
    void close() {
        client.close();
        mock.close();
    }

    /** Files whose reading fails as it does where the memory is used up. */
    private static final class Unreadable implements TransportInterceptor {
        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<T> intercept(TransportCall call, Chain<T> chain) {
            return chain.proceed().thenApply(answer -> answer instanceof RemoteFile ? (T) unreadable() : answer);
        }

        private static RemoteFile unreadable() {
            InputStream stream = new InputStream() {
                @Override
                public int read() {
                    throw new OutOfMemoryError("on purpose");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    throw new OutOfMemoryError("on purpose");
                }
            };
            return new RemoteFile(stream, 0, OptionalLong.empty(), Optional.empty(), Optional.empty());
        }
    }

    private void read(Executor threads) {
        try (SystemTimekeeper time = new SystemTimekeeper("rows-tool-test")) {
            RowsTool tool = new RowsTool(client, new JobWait(client, time), threads);
            tool.call(new ToolArguments(Map.of("guid", job.value()), tool.arguments()), CallProgress.NONE)
                    .block(PATIENCE);
        }
    }

    @Test
    void anErrorOfTheMachineIsTold() {
        assertThatThrownBy(() -> read(task -> new Thread(task).start()))
                .hasStackTraceContaining("OutOfMemoryError: on purpose");
    }

    @Test
    void whereNoThreadIsToBeHadTheCallIsRefused() {
        assertThatThrownBy(() -> read(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("wait, then call again");
    }
}
