package io.exportcomments.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.internal.VirtualTime;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshJobsTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final JobGuid GUID = JobGuid.of("fresh");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void leave() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    @Test
    void nobodyFromOutsideWritesLinesOfTheirOwnIntoTheLog() {
        VirtualTime time = new VirtualTime();
        FreshJobs fresh = new FreshJobs(time, Runnable::run);
        fresh.add(GUID);
        ErrorContext context =
                ErrorContext.of(Operation.GET, GUID).answered(404, null, "gone\r\nERROR a line\u2028more");
        Deque<CompletableFuture<String>> answers = new ArrayDeque<>(List.of(
                CompletableFuture.failedFuture(new NotFoundException(context, null)),
                CompletableFuture.completedFuture("found")));

        CompletableFuture<String> asked = fresh.ask(GUID, answers::remove);
        time.advance(Duration.ofSeconds(2));

        assertThat(asked).isCompletedWithValue("found");
        assertThat(lines).singleElement().asString().contains("gone").doesNotContainPattern(LINE_BREAK);
    }
}
