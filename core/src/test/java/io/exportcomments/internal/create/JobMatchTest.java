package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobMatchTest {
    private static final Instant SENT = Instant.parse("2026-03-01T07:00:00Z");
    private static final Instant NOW = SENT.plusSeconds(8);
    private static final String URL = "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=x";

    private static Job.Builder job() {
        return Job.builder(JobGuid.of("j1"), JobStatus.QUEUEING)
                .url(URL)
                .options(ExportOptions.NONE)
                .createdAt(SENT.plusSeconds(1));
    }

    private static JobMatch of(ExportRequest request, Job.Builder job) {
        return JobMatch.of(request, SENT, NOW, job.build());
    }

    private static JobMatch ofOptions(ExportOptions.Builder wanted, ExportOptions.Builder shown) {
        return of(ExportRequest.of(URL).withOptions(wanted.build()), job().options(shown.build()));
    }

    @ParameterizedTest
    @CsvSource({
        "-54001, NONE",
        "-53999, POSSIBLE",
        "-30, POSSIBLE",
        "-6, POSSIBLE",
        "-5, CERTAIN",
        "0, CERTAIN",
        "8, CERTAIN",
        "13, CERTAIN",
        "14, POSSIBLE",
        "50000, POSSIBLE",
        "60000, NONE"
    })
    void timeTells(long seconds, JobMatch expected) {
        assertThat(of(ExportRequest.of(URL), job().createdAt(SENT.plusSeconds(seconds))))
                .isEqualTo(expected);
    }

    @Test
    void aTimeCutToTheSecondIsStillCertain() {
        Instant sent = Instant.parse("2026-03-01T07:00:00.999Z");
        assertThat(JobMatch.of(
                        ExportRequest.of(URL), sent, sent, job().createdAt(SENT).build()))
                .isEqualTo(JobMatch.CERTAIN);
        assertThat(JobMatch.SKEW).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void whatTheListDoesNotShowCannotBeTold() {
        ExportRequest request = ExportRequest.of(URL);
        assertThat(of(request, job().createdAt(null))).isEqualTo(JobMatch.POSSIBLE);
        assertThat(of(request, job().options(null))).isEqualTo(JobMatch.POSSIBLE);
        assertThat(of(request, job().url(null))).isEqualTo(JobMatch.POSSIBLE);
        assertThat(of(request, job().url(null).createdAt(SENT.minus(Duration.ofDays(2)))))
                .isEqualTo(JobMatch.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&si=x, CERTAIN",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, POSSIBLE",
        "http://youtube.com/watch?si=x&v=dQw4w9WgXcQ#t, POSSIBLE",
        "https://m.youtube.com/watch/?v=dQw4w9WgXcQ, POSSIBLE",
        "https://www.youtube.com/watch?v=other, NONE",
        "https://www.youtube.com/live?v=dQw4w9WgXcQ, NONE",
        "https://www.instagram.com/watch?v=dQw4w9WgXcQ, NONE"
    })
    void urlTells(String shown, JobMatch expected) {
        assertThat(of(ExportRequest.of(URL), job().url(shown))).isEqualTo(expected);
    }

    @Test
    void sameOptionsAreCertainWhateverTheirNumbersAreMadeOf() {
        assertThat(ofOptions(
                        ExportOptions.builder().limit(500).set("deep", Map.of("a", List.of(1, "x"))),
                        ExportOptions.builder()
                                .set("limit", new BigDecimal("500.0"))
                                .set("deep", Map.of("a", List.of(1L, "x")))))
                .isEqualTo(JobMatch.CERTAIN);
    }

    @Test
    void emptyDefaultsOnEitherSideDoNotCount() {
        assertThat(ofOptions(
                        ExportOptions.builder().replies(false),
                        ExportOptions.builder()
                                .set("vpn", null)
                                .set("limit", 0)
                                .flag(ExportOptions.Flag.LIVE, false)
                                .set("pool", "")
                                .set("cookies", Map.of())))
                .isEqualTo(JobMatch.CERTAIN);
    }

    @Test
    void otherOptionsCannotBeTold() {
        assertThat(ofOptions(
                        ExportOptions.builder().limit(500),
                        ExportOptions.builder().limit(100)))
                .isEqualTo(JobMatch.POSSIBLE);
        assertThat(ofOptions(ExportOptions.builder().limit(500), ExportOptions.builder()))
                .isEqualTo(JobMatch.POSSIBLE);
        assertThat(ofOptions(ExportOptions.builder(), ExportOptions.builder().limit(100)))
                .isEqualTo(JobMatch.POSSIBLE);
        assertThat(ofOptions(
                        ExportOptions.builder().set("l", List.of(1, 2)),
                        ExportOptions.builder().set("l", List.of(1))))
                .isEqualTo(JobMatch.POSSIBLE);
    }

    @Test
    void cookiesThatAreNotShownDoNotCount() {
        ExportOptions.Builder wanted = ExportOptions.builder().cookies(Map.of("sid", "secret"));
        assertThat(ofOptions(wanted, ExportOptions.builder())).isEqualTo(JobMatch.CERTAIN);
        assertThat(ofOptions(wanted, ExportOptions.builder().cookies(Map.of("sid", "***"))))
                .isEqualTo(JobMatch.POSSIBLE);
    }

    @Test
    void repliesMayBeShownBesideTheOptions() {
        ExportRequest request = ExportRequest.of(URL).replies(true);
        assertThat(of(request, job().replies(true))).isEqualTo(JobMatch.CERTAIN);
        assertThat(of(request, job().replies(false))).isEqualTo(JobMatch.POSSIBLE);
    }
}
