package io.exportcomments.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.internal.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All of the limit can be used, never more of it, and a burst does not silence what comes after it. */
class RequestBudgetTest {
    private static final int LIMIT = 100;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final VirtualTime time = new VirtualTime();
    private final RequestBudget budget = new RequestBudget(LIMIT, time);
    private final Deque<Long> sent = new ArrayDeque<>();
    private Duration longestWait = Duration.ZERO;

    private void send() {
        Duration waited = Duration.ZERO;
        for (Duration wait = budget.untilNext(); !wait.isZero(); wait = budget.untilNext()) {
            time.advance(wait);
            waited = waited.plus(wait);
        }
        longestWait = longestWait.compareTo(waited) < 0 ? waited : longestWait;
        budget.spend();
        long now = time.nanoTime();
        sent.addLast(now);
        while (now - sent.getFirst() >= MINUTE) {
            sent.removeFirst();
        }
        assertThat(sent).as("requests in a minute").hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void whereNothingComesInBurstsAllOfTheLimitFlowsInEvenly() {
        for (int i = 0; i < 3 * LIMIT; i++) {
            send();
        }
        longestWait = Duration.ZERO;
        long begin = time.nanoTime();
        for (int i = 0; i < 10 * LIMIT; i++) {
            send();
        }
        assertThat(Duration.ofNanos(time.nanoTime() - begin)).isLessThan(Duration.ofSeconds(601));
        assertThat(longestWait).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aBurstTakesAQuarterAndTheRestOfItsMinuteFlowsOn() {
        for (int i = 0; i < LIMIT / 4; i++) {
            assertThat(budget.untilNext()).isZero();
            send();
        }
        for (int i = 0; i < 3 * LIMIT; i++) {
            send();
        }
        assertThat(longestWait).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whateverComesNoMinuteHasMoreThanTheLimit() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                if (random.nextInt(20) == 0) {
                    time.advance(Duration.ofMillis(random.nextInt(90_000)));
                }
                send();
            }
        }
    }
}
