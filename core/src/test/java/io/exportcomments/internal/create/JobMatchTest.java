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
        return JobMatch.of(SentRequest.now(request, SENT, 0, 1), NOW, null, job.build());
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
        "60000, POSSIBLE"
    })
    void timeTells(long seconds, JobMatch expected) {
        assertThat(of(ExportRequest.of(URL), job().createdAt(SENT.plusSeconds(seconds))))
                .isEqualTo(expected);
    }

    @Test
    void aTimeCutToTheSecondIsStillCertain() {
        Instant sent = Instant.parse("2026-03-01T07:00:00.999Z");
        SentRequest request = SentRequest.now(ExportRequest.of(URL), sent, 0, 1);
        assertThat(JobMatch.of(request, sent, null, job().createdAt(SENT).build()))
                .isEqualTo(JobMatch.CERTAIN);
        assertThat(TimeMatch.SKEW).isGreaterThan(Duration.ofSeconds(1));
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
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ, LIKELY",
        "http://youtube.com/watch?si=x&v=dQw4w9WgXcQ#t, LIKELY",
        "https://m.youtube.com/watch/?v=dQw4w9WgXcQ, LIKELY",
        "https://youtu.be/dQw4w9WgXcQ, LIKELY",
        "https://www.youtube.com/live?v=dQw4w9WgXcQ, LIKELY",
        "https://www.youtube.com/watch?v=other, POSSIBLE",
        "https://www.instagram.com/watch?v=dQw4w9WgXcQ, POSSIBLE"
    })
    void urlTells(String shown, JobMatch expected) {
        assertThat(of(ExportRequest.of(URL), job().url(shown))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-901, NONE",
        "-899, POSSIBLE",
        "-6, POSSIBLE",
        "0, POSSIBLE",
        "13, POSSIBLE",
        "50000, POSSIBLE",
        "60000, POSSIBLE"
    })
    void aUrlThatHasNothingInCommonIsPossibleWithinTheMinutesThatClocksAreWrong(long seconds, JobMatch expected) {
        Job.Builder job = job().url("https://www.facebook.com/reel/1").createdAt(SENT.plusSeconds(seconds));
        assertThat(of(ExportRequest.of("https://fb.watch/abc/"), job)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-300, NONE", "-62, NONE", "-60, POSSIBLE", "40, POSSIBLE", "68, POSSIBLE", "70, NONE"})
    void clocksThatWereComparedNarrowThat(long seconds, JobMatch expected) {
        SentRequest request = SentRequest.now(ExportRequest.of("https://fb.watch/abc/"), SENT, 0, 1);
        Job job = job().url("https://www.facebook.com/reel/1")
                .createdAt(SENT.plusSeconds(seconds))
                .build();
        ServiceClock.Offset none = new ServiceClock.Offset(Duration.ZERO, Duration.ZERO);
        assertThat(JobMatch.of(request, NOW, none, job)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 500, POSSIBLE",
        "limit, 100, POSSIBLE",
        "limit, 1000, NONE",
        "minTimestamp, 1767225600000, POSSIBLE"
    })
    void anotherUrlWithOptionsThatTheServiceMayHaveMadeOfOursIsPossible(String name, long shown, JobMatch expected) {
        ExportRequest request = ExportRequest.of("https://fb.watch/abc/")
                .with(o -> o.limit(500).minTimestamp(Instant.ofEpochSecond(1_767_225_600)));
        Job.Builder job = job().url("https://www.facebook.com/reel/1")
                .options(request.options().toBuilder().set(name, shown).build());
        assertThat(of(request, job)).isEqualTo(expected);
    }

    @Test
    void anotherUrlWithAnOptionThatWasRefusedIsNotOurs() {
        ExportRequest request = ExportRequest.of("https://fb.watch/abc/").replies(false);
        Job.Builder job = job().url("https://www.facebook.com/reel/1");
        assertThat(of(request, job.options(ExportOptions.builder().replies(true).build())))
                .isEqualTo(JobMatch.NONE);
        assertThat(of(request.replies(true), job.options(ExportOptions.NONE))).isEqualTo(JobMatch.POSSIBLE);
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
