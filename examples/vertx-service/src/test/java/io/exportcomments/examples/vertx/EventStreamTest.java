package io.exportcomments.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.transport.vertx.VertxStream;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stream asks of its source while its reader does not take what is written. */
class EventStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();
    private final Map<String, Handler<Object>> handlers = new HashMap<>();
    private boolean full;

    @SuppressWarnings("unchecked")
    private final VertxStream<JobUpdate> updates = fake(VertxStream.class, "updates.");

    private final HttpServerResponse response = fake(HttpServerResponse.class, "response.");

    @BeforeEach
    void follow() {
        new EventStream(vertx, response, updates, null).follow(Duration.ofHours(1));
        asked.clear();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aReaderThatTakesAllIsSentAll() {
        update(1);
        update(2);
        assertThat(asked).isEmpty();
        assertThat(written).contains("id: 1-progress-1\n").contains("id: 1-progress-2\n");
    }

    @Test
    void aSlowReaderIsSentNoMoreThanItTakes() {
        full = true;
        update(1);
        assertThat(asked).containsExactly("updates.pause");

        full = false;
        handlers.get("response.drainHandler").handle(null);
        assertThat(asked).containsExactly("updates.pause", "updates.resume");
    }

    @Test
    void aReaderThatLeavesEndsTheWatchOnce() {
        handlers.get("response.closeHandler").handle(null);
        handlers.get("response.exceptionHandler").handle(new IllegalStateException("gone"));
        assertThat(asked).containsExactly("updates.cancel");
    }

    @Test
    void theSameStateIsSentOnce() {
        update(1);
        int length = written.length();
        update(1);
        assertThat(written).hasSize(length);
    }

    private void update(long exported) {
        Job job = Job.builder(JobGuid.of("g-1"), JobStatus.PROGRESS)
                .totalExported(exported)
                .build();
        handlers.get("updates.handler").handle(new JobUpdate(job, 1, "test", Instant.EPOCH));
    }

    @SuppressWarnings("unchecked")
    private <T> T fake(Class<T> type, String prefix) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String name = prefix + method.getName();
                    if (method.getName().endsWith("andler")) {
                        handlers.put(name, (Handler<Object>) arguments[0]);
                    } else if (name.startsWith("updates.")) {
                        asked.add(name);
                    } else if (method.getName().equals("write")) {
                        written.append(arguments[0]);
                        return null;
                    }
                    if (method.getReturnType() == boolean.class) {
                        return method.getName().equals("writeQueueFull") ? full : written.length() > 0;
                    }
                    return type.isInstance(self) && method.getReturnType().isAssignableFrom(type) ? self : null;
                }));
    }
}
