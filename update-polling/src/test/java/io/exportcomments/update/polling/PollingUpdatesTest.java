package io.exportcomments.update.polling;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set, and what is refused at once. */
class PollingUpdatesTest {
    @ParameterizedTest
    @CsvSource({"PT0.999S,PT5S", "PT10S,PT5S", "PT5S,PT1H0.001S", "PT-1S,PT5S"})
    void anIntervalOutOfBoundsIsRefused(Duration from, Duration to) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingUpdates.builder().interval(from, to))
                .withMessageContaining("1 s to 1 h");
    }

    @ParameterizedTest
    @CsvSource({"PT0.999S", "PT1H0.001S"})
    void aSlowestIntervalOutOfBoundsIsRefused(Duration bound) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingUpdates.builder().slowest(bound));
    }

    @Test
    void theSlowestIntervalIsNotShorterThanTheLongest() {
        PollingUpdates.Builder builder = PollingUpdates.builder()
                .interval(Duration.ofSeconds(5), Duration.ofSeconds(30))
                .slowest(Duration.ofSeconds(20));

        assertThatIllegalArgumentException().isThrownBy(builder::build);
    }

    @Test
    void theBoundsThemselvesAreTaken() {
        assertThatCode(() -> PollingUpdates.builder()
                        .interval(Duration.ofSeconds(1), Duration.ofHours(1))
                        .slowest(Duration.ofHours(1))
                        .build())
                .doesNotThrowAnyException();
    }
}
