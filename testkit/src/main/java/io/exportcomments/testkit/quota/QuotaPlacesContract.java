package io.exportcomments.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.PlaceHolder;
import io.exportcomments.port.PlaceNews;
import io.exportcomments.port.QuotaAnswer;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.QuotaPlaces;
import io.exportcomments.port.QuotaRequest;
import io.exportcomments.port.QuotaUse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link QuotaLog} promises of the places that jobs take; a part of {@link QuotaLogContract}. */
@Timeout(60)
abstract class QuotaPlacesContract {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration HELD = Duration.ofMinutes(1);
    private static final String EXPORTS = "exports";
    private static final String BATCH_URLS = "batch-urls";

    /** Another program's log of an account. */
    protected abstract QuotaLog open(String account);

    /** Lets time pass for what the logs have written down. */
    protected abstract void pass(Duration time);

    private final String account = "places-" + System.nanoTime();
    private QuotaLog one;
    private QuotaLog other;

    @BeforeEach
    void openTwoForPlaces() {
        one = open(account);
        other = open(account);
    }

    private static QuotaRequest start(int most, Duration held) {
        return start("creating", EXPORTS, most, 1, held);
    }

    private static QuotaRequest start(String kind, String limit, int most, int count, Duration held) {
        return new QuotaRequest(kind, List.of(), held, Optional.of(new QuotaPlaces(limit, most, count, KEPT)));
    }

    private static QuotaRequest batch(int count) {
        return start("batching", BATCH_URLS, 5, count, HELD);
    }

    /** A reading, which takes no place. */
    private static QuotaAnswer read(QuotaLog log) {
        QuotaUse use = new QuotaUse("requests", 1_000, Duration.ofMinutes(1), 1);
        return granted(log.ask(new QuotaRequest("asking", List.of(use), HELD), QuotaLog.NEW));
    }

    private static QuotaAnswer granted(QuotaAnswer answer) {
        assertThat(answer.granted())
                .as("granted, or held up by %s", answer.heldUpBy())
                .isTrue();
        assertThat(answer.at()).isPositive();
        return answer;
    }

    private static QuotaAnswer refused(QuotaAnswer answer, String limit) {
        assertThat(answer.granted()).as("granted").isFalse();
        assertThat(answer.heldUpBy()).contains(limit);
        assertThat(answer.askAfter()).isBetween(QuotaLog.SHORTEST_WAIT, QuotaLog.LONGEST_WAIT);
        return answer;
    }

    private static PlaceHolder runs(String name, long asOf) {
        return new PlaceHolder(name, EXPORTS, true, false, asOf);
    }

    private static PlaceHolder ended(String name, long asOf) {
        return new PlaceHolder(name, EXPORTS, true, true, asOf);
    }

    private static PlaceHolder ofBatch(String name, long asOf) {
        return new PlaceHolder(name, BATCH_URLS, false, false, asOf);
    }

    private static PlaceNews news(PlaceHolder... holders) {
        return new PlaceNews(List.of(holders), 0, false, KEPT);
    }

    private static PlaceNews newest(long asOf) {
        return new PlaceNews(List.of(), asOf, false, KEPT);
    }

    private static PlaceNews unsure() {
        return new PlaceNews(List.of(), 0, true, KEPT);
    }

    private void create(QuotaLog log, String name, int most) {
        QuotaAnswer answer = granted(log.ask(start(most, HELD), QuotaLog.NEW));
        log.settle(answer.ticket(), Map.of(), news(runs(name, answer.at())));
    }

    private void assertFree(int free, int most) {
        QuotaAnswer fits = free == 0 ? null : other.ask(start("looking", EXPORTS, most, free, HELD), QuotaLog.NEW);
        if (fits != null) {
            other.leave(fits.ticket());
            assertThat(fits.granted()).as("%s are free", free).isTrue();
        }
        if (free < most) {
            QuotaAnswer more = other.ask(start("looking", EXPORTS, most, free + 1, HELD), QuotaLog.NEW);
            other.leave(more.ticket());
            assertThat(more.granted()).as("more than %s are free", free).isFalse();
        }
    }

    @Test
    void aPlaceIsTakenUntilAnyProgramHearsOfTheEnd() {
        create(one, "a", 2);
        create(other, "b", 2);
        QuotaAnswer waiting = refused(one.ask(start(2, HELD), QuotaLog.NEW), EXPORTS);
        other.heard(QuotaLog.NEW, news(ended("a", QuotaLog.NOW)));

        granted(one.ask(start(2, HELD), waiting.ticket()));
        refused(other.ask(start(2, HELD), QuotaLog.NEW), EXPORTS);
        granted(open(account + "-another").ask(start(2, HELD), QuotaLog.NEW));
    }

    @Test
    void aCallUnderWayHasItsPlace() {
        granted(one.ask(start(1, HELD), QuotaLog.NEW));

        refused(other.ask(start(1, HELD), QuotaLog.NEW), EXPORTS);
    }

    @Test
    void aCallThatStartedNothingGivesItsPlaceBack() {
        one.settle(granted(one.ask(start(1, HELD), QuotaLog.NEW)).ticket(), Map.of(), PlaceNews.NONE);
        one.leave(granted(one.ask(start(1, HELD), QuotaLog.NEW)).ticket());
        one.heard(granted(one.ask(start(1, HELD), QuotaLog.NEW)).ticket(), PlaceNews.NONE);

        assertFree(1, 1);
    }

    @Test
    void aStartOfWhichNothingIsKnownKeepsItsPlaceUntilTheNewestJobsAreRead() {
        QuotaAnswer start = granted(one.ask(start(2, HELD), QuotaLog.NEW));
        QuotaAnswer lost = granted(one.ask(start(2, HELD), QuotaLog.NEW));
        QuotaAnswer early = read(other);
        one.settle(start.ticket(), Map.of(), unsure());
        one.heard(lost.ticket(), unsure());
        other.settle(early.ticket(), Map.of(), newest(early.at()));
        assertFree(0, 2);

        QuotaAnswer late = read(other);
        other.settle(late.ticket(), Map.of(), new PlaceNews(List.of(runs("a", late.at())), late.at(), false, KEPT));
        assertFree(1, 2);
    }

    @Test
    void theStartOfAProgramThatDiedIsUnsureOnceItCannotArriveAnyMore() {
        granted(one.ask(start(1, Duration.ofSeconds(1)), QuotaLog.NEW));
        QuotaAnswer early = read(other);
        other.settle(early.ticket(), Map.of(), newest(early.at()));
        assertFree(0, 1);

        pass(Duration.ofMillis(1200));
        assertFree(0, 1);
        QuotaAnswer late = read(other);
        other.settle(late.ticket(), Map.of(), newest(late.at()));
        assertFree(1, 1);
    }

    /** The program never got the answer, and nobody reads a list. */
    @Test
    void aGrantOfWhichNothingIsHeardIsForgotten() {
        Duration brief = Duration.ofSeconds(2);
        granted(one.ask(
                new QuotaRequest("creating", List.of(), brief, Optional.of(new QuotaPlaces(EXPORTS, 1, 1, brief))),
                QuotaLog.NEW));
        pass(Duration.ofMillis(3_500));
        assertFree(0, 1);
        pass(Duration.ofSeconds(1));
        assertFree(1, 1);
    }

    @Test
    void aJobOfWhichNothingIsHeardIsForgotten() {
        Duration brief = Duration.ofSeconds(2);
        PlaceNews both = new PlaceNews(List.of(runs("a", QuotaLog.NOW), runs("b", QuotaLog.NOW)), 0, false, brief);
        one.heard(QuotaLog.NEW, both);
        pass(Duration.ofMillis(1500));
        other.heard(QuotaLog.NEW, new PlaceNews(List.of(runs("a", QuotaLog.NOW)), 0, false, brief));
        pass(Duration.ofSeconds(1));

        assertFree(1, 2);
    }

    @Test
    void anAnswerThatIsOlderThanTheEndBringsNothingBack() {
        create(one, "a", 1);
        QuotaAnswer early = read(other);
        one.heard(QuotaLog.NEW, news(ended("a", QuotaLog.NOW)));
        other.settle(early.ticket(), Map.of(), news(runs("a", early.at())));
        assertFree(1, 1);

        QuotaAnswer retried = granted(other.ask(start(1, HELD), QuotaLog.NEW));
        other.settle(retried.ticket(), Map.of(), news(runs("a", retried.at())));
        assertFree(0, 1);
    }

    @Test
    void anAnswerThatIsOlderThanTheRetryEndsNothing() {
        create(one, "a", 1);
        QuotaAnswer early = read(other);
        one.heard(QuotaLog.NEW, news(ended("a", QuotaLog.NOW)));
        create(one, "a", 1);
        other.settle(early.ticket(), Map.of(), news(ended("a", early.at())));
        assertFree(0, 1);

        QuotaAnswer late = read(other);
        other.settle(late.ticket(), Map.of(), news(ended("a", late.at())));
        assertFree(1, 1);
    }

    @Test
    void aJobThatIsSeenBeforeItsCreationIsAnsweredCountsOnce() {
        QuotaAnswer start = granted(one.ask(start(3, HELD), QuotaLog.NEW));
        QuotaAnswer reading = read(other);
        other.settle(reading.ticket(), Map.of(), news(runs("a", reading.at())));
        assertFree(1, 3);
        one.settle(start.ticket(), Map.of(), news(runs("a", start.at())));

        assertFree(2, 3);
    }

    @Test
    void aBatchTakesAPlaceForEachOfItsJobs() {
        QuotaAnswer three = granted(one.ask(batch(3), QuotaLog.NEW));
        long waiting = refused(other.ask(batch(3), QuotaLog.NEW), BATCH_URLS).ticket();
        one.settle(three.ticket(), Map.of(), news(ofBatch("a", three.at()), ofBatch("b", three.at())));
        granted(other.ask(batch(3), waiting));

        refused(other.ask(batch(1), QuotaLog.NEW), BATCH_URLS);
        granted(other.ask(start(1, HELD), QuotaLog.NEW));
    }

    @Test
    void whatIsAssumedOfAJobGivesWayToWhatIsKnown() {
        one.heard(QuotaLog.NEW, news(runs("a", QuotaLog.NOW), runs("b", QuotaLog.NOW)));
        one.heard(QuotaLog.NEW, news(ofBatch("a", QuotaLog.NOW)));
        other.heard(QuotaLog.NEW, news(runs("a", QuotaLog.NOW)));
        assertFree(1, 2);

        refused(one.ask(batch(5), QuotaLog.NEW), BATCH_URLS);
        other.heard(QuotaLog.NEW, news(ended("a", QuotaLog.NOW)));
        granted(other.ask(start("other kind", BATCH_URLS, 5, 5, HELD), QuotaLog.NEW));
    }

    @Test
    void whoWaitedFirstForAPlaceGetsIt() {
        create(one, "a", 1);
        long first = refused(one.ask(start(1, HELD), QuotaLog.NEW), EXPORTS).ticket();
        long second = refused(other.ask(start(1, HELD), QuotaLog.NEW), EXPORTS).ticket();
        one.heard(QuotaLog.NEW, news(ended("a", QuotaLog.NOW)));

        refused(other.ask(start(1, HELD), second), EXPORTS);
        granted(one.ask(start(1, HELD), first));
    }

    @Test
    void placesForThoseAheadAreKeptFree() {
        long taken = granted(one.ask(batch(2), QuotaLog.NEW)).ticket();
        long large = refused(one.ask(batch(4), QuotaLog.NEW), BATCH_URLS).ticket();
        long small = refused(other.ask(batch(2), QuotaLog.NEW), BATCH_URLS).ticket();
        refused(other.ask(batch(1), QuotaLog.NEW), BATCH_URLS);
        one.leave(taken);

        refused(other.ask(batch(2), small), BATCH_URLS);
        granted(one.ask(batch(4), large));
        refused(other.ask(batch(2), small), BATCH_URLS);
    }

    /** Nobody knows when a place will be free. */
    @Test
    void theFirstAsksOftenAndThoseBehindAskSeldom() {
        create(one, "a", 1);
        assertThat(one.ask(start(1, HELD), QuotaLog.NEW).askAfter()).isEqualTo(QuotaLog.SHORTEST_WAIT);
        assertThat(other.ask(start(1, HELD), QuotaLog.NEW).askAfter())
                .isEqualTo(QuotaLog.SHORTEST_WAIT.multipliedBy(2));
        for (int i = 0; i < 20; i++) {
            refused(other.ask(start(1, HELD), QuotaLog.NEW), EXPORTS);
        }
        assertThat(one.ask(start(1, HELD), QuotaLog.NEW).askAfter()).isEqualTo(QuotaLog.LONGEST_WAIT);
    }
}
