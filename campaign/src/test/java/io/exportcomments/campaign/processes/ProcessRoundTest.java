package io.exportcomments.campaign.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One short round of real processes; the long ones are played by {@code scripts/campaign-processes}. */
@Tag("jdk-independent")
@Timeout(600)
class ProcessRoundTest {
    @TempDir
    Path folder;

    @Test
    void aShortRoundBreaksNoPromise() throws Exception {
        try (Round round = new Round(RoundPlan.of(7, 40, Duration.ofSeconds(8)), folder, false)) {
            assertThat(round.play()).isEmpty();
            assertThat(round.troubles()).isNotEmpty();
            assertThat(round.history().updates()).isGreaterThan(40);
        }
    }
}
