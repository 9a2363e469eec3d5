package io.exportcomments.quota.jdbc;

import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteDataSource;

/**
 * A program of its own that sends some calls, and says when; the last one it leaves under way, as if it were killed.
 */
final class OneProgram {
    static final int MOST = 6;
    static final Duration SPAN = Duration.ofMillis(1500);
    static final Duration HELD = Duration.ofSeconds(20);

    private OneProgram() {}

    /** {@code URL CALLS}. */
    public static void main(String[] arguments) throws InterruptedException {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl(arguments[0]);
        QuotaLog log = JdbcQuotaLog.in(database, "shared");
        int calls = Integer.parseInt(arguments[1]);
        QuotaRequest request = new QuotaRequest("calls", List.of(new QuotaUse("requests", MOST, SPAN, 1)), HELD);
        for (int i = 0; i < calls; i++) {
            QuotaAnswer answer = log.ask(request, QuotaLog.NEW);
            while (!answer.granted()) {
                pause(answer.askAfter().toMillis());
                answer = log.ask(request, answer.ticket());
            }
            pause(5);
            System.out.println(System.currentTimeMillis());
            pause(5);
            if (i < calls - 1) {
                log.settle(answer.ticket(), Map.of("requests", 1));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Real time, as a program of its own has. */
    private static void pause(long millis) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
