package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.batch.BulkListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Logger LOG = Logger.getLogger("io.exportcomments.bulk");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

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
    void nobodyFromOutsideWritesLinesOfTheirOwn() {
        Reports reports = new Reports(new BulkListener() {});
        reports.sendingPaused(Duration.ofSeconds(5), "the service said\r\nERROR a line\u0085of its\u2028own");

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("Nothing is sent for 5.0 s: the service said")
                .doesNotContainPattern(LINE_BREAK);
    }
}
