package io.exportcomments.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link QuotaLog} promises, as tests: a log's own test class extends this one, and says how logs of one
 * account are opened, each as a program of its own would.
 */
@Timeout(60)
public abstract class QuotaLogContract extends QuotaPlacesContract {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration HELD = Duration.ofMinutes(1);

    private final String account = "account-" + System.nanoTime();
    private QuotaLog one;
    private QuotaLog other;

    @BeforeEach
    void openTwo() {
        one = open(account);
        other = open(account);
    }

    private static QuotaRequest request(String limit, int most, Duration span) {
        return request(limit, most, span, 1, HELD);
    }

    private static QuotaRequest request(String limit, int most, Duration span, int uses, Duration held) {
        return new QuotaRequest("kind of " + limit, List.of(new QuotaUse(limit, most, span, uses)), held);
    }

    private static QuotaAnswer granted(QuotaAnswer answer) {
        assertThat(answer.granted())
                .as("granted, or to ask after %s", answer.askAfter())
                .isTrue();
        return answer;
    }

    private static QuotaAnswer refused(QuotaAnswer answer) {
        assertThat(answer.granted()).as("granted").isFalse();
        assertThat(answer.askAfter()).isGreaterThanOrEqualTo(QuotaLog.SHORTEST_WAIT);
        return answer;
    }

    @Test
    void whatOneTakesNoOtherHas() {
        QuotaRequest request = request("a", 3, LONG);
        granted(one.ask(request, QuotaLog.NEW));
        granted(other.ask(request, QuotaLog.NEW));
        granted(one.ask(request, QuotaLog.NEW));

        refused(one.ask(request, QuotaLog.NEW));
        refused(other.ask(request, QuotaLog.NEW));
        refused(open(account).ask(request, QuotaLog.NEW));
    }

    @Test
    void accountsShareNothing() {
        QuotaRequest request = request("a", 1, LONG);
        granted(one.ask(request, QuotaLog.NEW));

        granted(open(account + "-another").ask(request, QuotaLog.NEW));
    }

    @Test
    void aUseCountsForASpanAfterItsAnswer() {
        Duration span = Duration.ofSeconds(2);
        QuotaRequest request = request("a", 1, span);
        long first = granted(one.ask(request, QuotaLog.NEW)).ticket();
        pass(Duration.ofMillis(1500));
        one.settle(first, Map.of("a", 1));
        pass(Duration.ofSeconds(1));

        QuotaAnswer early = refused(other.ask(request, QuotaLog.NEW));
        assertThat(early.askAfter()).isLessThanOrEqualTo(span);
        pass(Duration.ofMillis(1200));
        granted(other.ask(request, early.ticket()));
    }

    @Test
    void aUseUnderWayCountsUntilItsDeadlineAndASpanMoreIfNobodySaysAnything() {
        Duration held = Duration.ofSeconds(1);
        QuotaRequest request = request("a", 1, Duration.ofSeconds(1), 1, held);
        granted(one.ask(request, QuotaLog.NEW));
        pass(Duration.ofMillis(1500));
        long waiting = refused(other.ask(request, QuotaLog.NEW)).ticket();

        pass(Duration.ofMillis(800));
        granted(other.ask(request, waiting));
    }

    @Test
    void whatWasNeverSentCountsNot() {
        QuotaRequest request = request("a", 1, LONG);
        long first = granted(one.ask(request, QuotaLog.NEW)).ticket();
        long second = refused(other.ask(request, QuotaLog.NEW)).ticket();
        one.leave(first);
        one.leave(first);

        granted(other.ask(request, second));
    }

    @Test
    void whatTheServiceDidNotCountIsGivenBack() {
        QuotaRequest both =
                new QuotaRequest("both", List.of(new QuotaUse("a", 2, LONG, 1), new QuotaUse("b", 10, LONG, 8)), HELD);
        long first = granted(one.ask(both, QuotaLog.NEW)).ticket();
        long waiting = refused(other.ask(both, QuotaLog.NEW)).ticket();
        one.settle(first, Map.of("a", 1, "b", 2));

        granted(other.ask(both, waiting));
        refused(one.ask(request("a", 2, LONG), QuotaLog.NEW));
        refused(one.ask(request("b", 10, LONG), QuotaLog.NEW));
    }

    @Test
    void allLimitsOrNone() {
        granted(one.ask(request("b", 1, LONG), QuotaLog.NEW));
        QuotaRequest both =
                new QuotaRequest("both", List.of(new QuotaUse("a", 1, LONG, 1), new QuotaUse("b", 1, LONG, 1)), HELD);
        refused(other.ask(both, QuotaLog.NEW));

        granted(one.ask(request("a", 1, LONG), QuotaLog.NEW));
    }

    @Test
    void whoCameFirstGoesFirst() {
        QuotaRequest request = request("a", 1, LONG);
        long taken = granted(one.ask(request, QuotaLog.NEW)).ticket();
        long first = refused(one.ask(request, QuotaLog.NEW)).ticket();
        long second = refused(other.ask(request, QuotaLog.NEW)).ticket();
        one.leave(taken);

        refused(other.ask(request, second));
        refused(other.ask(request, QuotaLog.NEW));
        granted(one.ask(request, first));
    }

    @Test
    void whoFitsBesideThoseAheadTakesNothingFromThem() {
        QuotaRequest large = request("a", 4, LONG, 3, HELD);
        long taken = granted(one.ask(large, QuotaLog.NEW)).ticket();
        QuotaRequest small = request("a", 4, LONG);
        long first = refused(one.ask(large, QuotaLog.NEW)).ticket();
        long second = refused(other.ask(small, QuotaLog.NEW)).ticket();
        one.leave(taken);

        granted(other.ask(small, second));
        granted(one.ask(large, first));
    }

    @Test
    void whoStaysAwayLosesItsPlace() {
        QuotaRequest request = request("a", 1, Duration.ofMillis(500), 1, Duration.ofSeconds(1));
        granted(one.ask(request, QuotaLog.NEW));
        refused(one.ask(request, QuotaLog.NEW));
        long second = refused(other.ask(request, QuotaLog.NEW)).ticket();
        pass(Duration.ofMillis(1600));
        refused(other.ask(request, second));
        pass(Duration.ofSeconds(6));

        granted(other.ask(request, second));
    }

    @Test
    void othersKindsMayOvertake() {
        QuotaRequest creating = new QuotaRequest(
                "creating", List.of(new QuotaUse("requests", 10, LONG, 1), new QuotaUse("b", 1, LONG, 1)), HELD);
        granted(one.ask(creating, QuotaLog.NEW));
        refused(one.ask(creating, QuotaLog.NEW));

        granted(other.ask(request("requests", 10, LONG), QuotaLog.NEW));
    }

    @Test
    void aPauseHoldsForAll() {
        one.pause("a", Duration.ofSeconds(2));
        QuotaRequest request = request("a", 5, LONG);
        QuotaAnswer early = refused(other.ask(request, QuotaLog.NEW));
        assertThat(early.askAfter()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        granted(other.ask(request("b", 5, LONG), QuotaLog.NEW));

        pass(Duration.ofMillis(2200));
        granted(other.ask(request, early.ticket()));
    }

    /** Whenever the service counts, and whoever asks: no window that the service sees holds more than the limit. */
    @Test
    void noWindowHoldsMoreThanTheLimitHoweverManyAsk() throws Exception {
        int most = 10;
        Duration span = Duration.ofMillis(1200);
        List<Long> counted = Collections.synchronizedList(new ArrayList<>());
        ExecutorService programs = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(programs.submit(program(open(account), most, span, i, counted)));
            }
            for (Future<Integer> each : all) {
                assertThat(each.get(50, TimeUnit.SECONDS)).isEqualTo(4);
            }
        } finally {
            programs.shutdownNow();
        }
        List<Long> times = new ArrayList<>(counted);
        Collections.sort(times);
        assertThat(times).hasSize(32);
        for (int i = most; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - most))
                    .as("between use %s and use %s", i - most, i)
                    .isGreaterThanOrEqualTo(
                            span.toNanos() - Duration.ofMillis(2).toNanos());
        }
    }

    private Callable<Integer> program(QuotaLog log, int most, Duration span, int seed, List<Long> counted) {
        Random random = new Random(seed);
        QuotaRequest request = request("a", most, span, 1, Duration.ofSeconds(20));
        return () -> {
            int sent = 0;
            while (sent < 4) {
                QuotaAnswer answer = log.ask(request, QuotaLog.NEW);
                while (!answer.granted()) {
                    sleep(answer.askAfter().toMillis());
                    answer = log.ask(request, answer.ticket());
                }
                sleep(random.nextInt(20));
                counted.add(System.nanoTime());
                sleep(random.nextInt(20));
                log.settle(answer.ticket(), Map.of("a", 1));
                sent++;
            }
            return sent;
        };
    }

    /** This is about real time, since a database has no other. */
    private static void sleep(long millis) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
