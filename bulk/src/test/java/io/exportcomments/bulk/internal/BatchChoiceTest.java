package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.bulk.internal.BatchChoice.Standing;
import io.exportcomments.job.BatchAllowance;
import io.exportcomments.job.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a batch is faster, on Business: 5 places to run and 5 to wait, 100 URLs in batches, one in two minutes. */
class BatchChoiceTest {
    private static final Duration LONG_AGO = Duration.ofHours(1);

    private final BatchChoice business = new BatchChoice(Plan.BUSINESS, true);

    private static Standing free(int room) {
        return new Standing(room, false, 100, LONG_AGO);
    }

    private static Standing heldUp(Duration sinceLast) {
        return new Standing(10, true, 100, sinceLast);
    }

    @Test
    void oneByOneWhileNothingHoldsThatUp() {
        assertThat(business.portion(0, 0, free(10))).isEqualTo(new Portion(10, 0));
        assertThat(business.portion(0, 0, free(3))).isEqualTo(new Portion(3, 0));
    }

    @Test
    void noMoreOneByOneThanThereArePlacesWhoeverHasThem() {
        assertThat(business.portion(2, 5, free(10))).isEqualTo(new Portion(3, 0));
        assertThat(business.portion(0, 10, free(10))).isEqualTo(Portion.NOTHING);
        assertThat(business.portion(40, 100, free(10))).isEqualTo(Portion.NOTHING);
        assertThat(business.portion(0, 0, free(-5))).isEqualTo(Portion.NOTHING);
    }

    @Test
    void togetherWhereOneByOneIsHeldUpAndLittleIsLeft() {
        assertThat(business.portion(0, 10, heldUp(LONG_AGO))).isEqualTo(new Portion(0, 90));
        assertThat(business.portion(4, 4, heldUp(LONG_AGO))).isEqualTo(new Portion(0, 92));
        assertThat(business.portion(0, 0, heldUp(LONG_AGO))).isEqualTo(new Portion(0, 100));
    }

    @Test
    void notTogetherWhileThePlacesAreBusyForLong() {
        assertThat(business.portion(0, 11, heldUp(LONG_AGO))).isEqualTo(Portion.NOTHING);
    }

    @Test
    void notTogetherWhileAnotherWorkerIsAboutTo() {
        assertThat(business.portion(90, 5, heldUp(LONG_AGO))).isEqualTo(Portion.NOTHING);
    }

    @Test
    void whereBatchesAreShortOneWaitsUntilAPlaceIsFree() {
        Duration recently = Duration.ofSeconds(119);
        assertThat(business.portion(0, 5, heldUp(recently))).isEqualTo(Portion.NOTHING);
        assertThat(business.portion(0, 4, heldUp(recently))).isEqualTo(new Portion(0, 96));
        assertThat(business.portion(0, 5, heldUp(Duration.ofMinutes(2)))).isEqualTo(new Portion(0, 95));
    }

    @Test
    void neverMoreTogetherThanTheWorkerMay() {
        assertThat(business.portion(0, 0, new Standing(10, true, 25, LONG_AGO))).isEqualTo(new Portion(0, 25));
        assertThat(business.portion(0, 0, new Standing(10, true, 0, LONG_AGO))).isEqualTo(Portion.NOTHING);
    }

    @Test
    void theSmallerPlanHasItsOwnNumbers() {
        BatchChoice premium = new BatchChoice(Plan.PREMIUM, true);
        assertThat(premium.portion(0, 0, free(10))).isEqualTo(new Portion(4, 0));
        assertThat(premium.portion(0, 4, heldUp(LONG_AGO))).isEqualTo(new Portion(0, 21));
        assertThat(premium.portion(0, 1, heldUp(Duration.ofMinutes(5)))).isEqualTo(Portion.NOTHING);
        assertThat(premium.portion(0, 0, heldUp(Duration.ofMinutes(5)))).isEqualTo(new Portion(0, 25));
    }

    @Test
    void aPlanWithoutLimitsIsNoTrouble() {
        int none = Integer.MAX_VALUE;
        BatchChoice unlimited =
                new BatchChoice(new Plan("own", none, none, none, none, none, none, BatchAllowance.NO_LIMITS), true);
        assertThat(unlimited.portion(0, 500, free(10))).isEqualTo(new Portion(10, 0));
        assertThat(unlimited.portion(0, 500, heldUp(LONG_AGO))).isEqualTo(new Portion(0, 100));
    }

    /** Nobody said that the account has no more places. */
    @Test
    void aPlanThatNobodySetHoldsUpNoSingleCreations() {
        BatchChoice guessed = new BatchChoice(Plan.PREMIUM, false);
        assertThat(guessed.portion(0, 0, free(10))).isEqualTo(new Portion(10, 0));
        assertThat(guessed.portion(2, 20, free(3))).isEqualTo(new Portion(3, 0));
        assertThat(guessed.portion(0, 0, free(-5))).isEqualTo(Portion.NOTHING);
    }
}
