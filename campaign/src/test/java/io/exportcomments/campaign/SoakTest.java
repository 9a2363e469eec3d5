package io.exportcomments.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small soak; the long ones are run by {@code scripts/soak}. */
@Timeout(120)
class SoakTest {
    @Test
    void nothingGrowsIsLostOrIsLeft() {
        Logs.listen();
        try (Soak soak =
                new Soak(new VirtualSoakPlace(1), 20, Duration.ofHours(2), 24, Duration.ofMinutes(2), 1).run()) {
            assertThat(soak.complaints()).isEmpty();
            assertThat(soak.summary()).contains("20 jobs watched for PT2H").contains("24 times trouble");
        }
    }

    @Test
    void whatGrowsIsSeen() {
        List<SoakSample> samples = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            samples.add(new SoakSample(Duration.ofMinutes(i), 20_000_000 + i * 200_000L, 10 + i / 5, 3, i));
        }

        assertThat(SoakGraph.growth(samples))
                .containsExactly("the heap grew from 23.1 to 27.1 MB", "there were 4.0 threads more at the end");
        assertThat(SoakGraph.svg("growing", samples)).startsWith("<svg").contains("28</text>", "PT40M");
    }
}
