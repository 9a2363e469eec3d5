package io.exportcomments.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.exportcomments.internal.VirtualTime;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffProperties {
    @Property
    void aWaitIsBetweenTheFloorAndTheBoundOfItsAttempt(
            @ForAll @IntRange(max = 10_000) int floorMillis,
            @ForAll @IntRange(max = 10_000) int firstMillis,
            @ForAll @IntRange(max = 600_000) int moreMillis,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempts,
            @ForAll long seed) {
        Duration floor = Duration.ofMillis(floorMillis);
        Duration longest = floor.plusMillis(moreMillis);
        Backoff backoff = new Backoff(floor, Duration.ofMillis(firstMillis), longest);

        Duration wait = backoff.after(attempts, new VirtualTime(seed));

        double bound = firstMillis * Math.pow(2, Math.min(attempts - 1, 30));
        assertThat(wait).isBetween(floor, longest);
        assertThat((double) wait.minus(floor).toMillis()).isLessThanOrEqualTo(bound);
    }

    @Property
    void manyClientsDoNotComeBackTogether(@ForAll @IntRange(min = 1, max = 100) int attempts, @ForAll long seed) {
        Backoff backoff = Backoff.upTo(Duration.ofSeconds(1), Duration.ofSeconds(30));
        VirtualTime time = new VirtualTime(seed);

        assertThat(backoff.after(attempts, time)).isNotEqualTo(backoff.after(attempts, time));
    }

    @Example
    void attemptsAreCountedFromOne() {
        Backoff backoff = Backoff.upTo(Duration.ofSeconds(1), Duration.ofSeconds(30));

        assertThatIllegalArgumentException().isThrownBy(() -> backoff.after(0, new VirtualTime()));
    }

    @Example
    void aFloorBeyondTheLongestWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(1)));
    }
}
