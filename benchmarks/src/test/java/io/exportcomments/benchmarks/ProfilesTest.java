package io.exportcomments.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    @Test
    void theLargestPartIsFirstAndWhatIsSmallIsLeftOut() {
        List<String> lines = Profiles.table(
                "read-rows",
                "Moshi",
                List.of("main\tthe JDK\t0.0100", "main\texportcomments\t0.3900", "main\tMoshi\t0.6"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("| read-rows | Moshi | main | Moshi | 0.60 | 60 % | ");
        assertThat(lines.get(1)).startsWith("| read-rows | Moshi | main | exportcomments | 0.39 | 39 % | ");
    }

    @Test
    void threadsOfAKindAreOne() {
        assertThat(Meter.kind("vert.x-eventloop-thread-12")).isEqualTo("vert.x-eventloop-thread");
        assertThat(Meter.kind("pool-3-thread-1")).isEqualTo("pool-thread");
        assertThat(Meter.kind("main")).isEqualTo("main");
    }

    @Test
    void theServersThreadsAreNotCounted() {
        assertThat(Meter.isCounted(CannedService.THREADS)).isFalse();
        assertThat(Meter.isCounted("main")).isTrue();
    }
}
