package io.exportcomments.metrics.micrometer;

import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Logs of shared limits that answer as they are told. */
final class QuotaSamples {
    static final QuotaRequest REQUEST =
            new QuotaRequest("ASKING", List.of(new QuotaUse("a", 1, Duration.ofMinutes(1), 1)), Duration.ofMinutes(1));

    private QuotaSamples() {}

    static QuotaLog granting() {
        return answering(QuotaAnswer.granted(1, 1));
    }

    /** One that gives these answers one after the other, and cannot be reached then. */
    static QuotaLog answering(QuotaAnswer... answers) {
        Queue<QuotaAnswer> rest = new ArrayDeque<>(List.of(answers));
        return new QuotaLog() {
            @Override
            public QuotaAnswer ask(QuotaRequest request, long ticket) {
                if (rest.isEmpty()) {
                    throw new IllegalStateException("gone");
                }
                return rest.remove();
            }

            @Override
            public void settle(long ticket, Map<String, Integer> counted, PlaceNews news) {}

            @Override
            public void heard(long ticket, PlaceNews news) {}

            @Override
            public void leave(long ticket) {}

            @Override
            public void pause(String limit, Duration pause) {}

            @Override
            public void close() {
                throw new AssertionError("The log is borrowed");
            }
        };
    }
}
