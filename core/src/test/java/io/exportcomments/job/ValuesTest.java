package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "a/b", "é", "a?b", "a%2Fb", "a\nb"})
    void aGuidOfUnsafeCharactersIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JobGuid.of(text)).withMessageContaining("guid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "http://example.com",
                "HTTPS://example.com/ümlaut|pipe#x",
                "https://example.com/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645/\ud83d\udc69\u200d\ud83d\udcbb",
                "https://example.com:8443/a"
            })
    void webAddressesAreTaken(String url) {
        assertThat(ExportRequest.of(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "youtube.com/watch",
                "ftp://example.com",
                "https://",
                "https:///x",
                "https://a b",
                "https://x\n.y",
                "https://x/secret\u00a0",
                "https://x/secret\u3000y",
                "https://x/secret\u200b",
                "https://x/secret\u200e",
                "https://x/\ufeffsecret",
                "https://x/secret/Caf\ufffd\ufffd",
                "https://user:secret@example.com/"
            })
    void whatIsNoWebAddressIsRefusedWithoutShowingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportRequest.of(url))
                .withMessageNotContaining("secret");
    }

    @Test
    void aRequestWhoseTimesAreTheWrongWayRoundIsRefused() {
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportRequest.of("https://example.com")
                        .with(o -> o.minTimestamp(now).maxTimestamp(now.minusSeconds(1))));
    }

    /** Also one that an answer shows must not be an error to look at. */
    @Test
    void aTimeBeyondAllCalendarsIsNoTime() {
        ExportOptions options = ExportOptions.builder()
                .set("minTimestamp", Long.MAX_VALUE)
                .set("maxTimestamp", Long.MIN_VALUE)
                .build();
        assertThat(options.minTimestamp()).isEmpty();
        assertThat(options.maxTimestamp()).isEmpty();
        assertThat(ExportRequest.of("https://example.com").withOptions(options).options())
                .isEqualTo(options);
    }

    @Test
    void optionsAreTypedAndKeepWhatTheyDoNotKnow() {
        ExportOptions options = ExportOptions.builder()
                .replies(true)
                .limit(500)
                .minTimestamp(Instant.ofEpochSecond(1740787200))
                .flag(ExportOptions.Flag.FACEBOOK_ADS, true)
                .set("tomorrow", List.of(1, "b", true, Map.of("a", 1.5)))
                .build();
        assertThat(options.replies()).contains(true);
        assertThat(options.limit()).hasValue(500);
        assertThat(options.minTimestamp()).contains(Instant.ofEpochSecond(1740787200));
        assertThat(options.asMap())
                .containsEntry("facebookAds", true)
                .containsEntry("tomorrow", List.of(1L, "b", true, Map.of("a", new BigDecimal("1.5"))));
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().limit(501).build()).isNotEqualTo(options);
        assertThat(options.get("tomorrow")).isPresent();
        assertThat(options.get("yesterday")).isEmpty();
    }

    @Test
    void textsAmongTheOptionsAreReadAsTheyWereSet() {
        ExportOptions options = ExportOptions.builder()
                .vpn("DE")
                .pool("p")
                .cursor("c")
                .id("i")
                .set("later", 1)
                .build();
        assertThat(options.vpn()).contains("DE");
        assertThat(options.pool()).contains("p");
        assertThat(options.cursor()).contains("c");
        assertThat(options.id()).contains("i");
        assertThat(ExportOptions.builder().set("vpn", 1).build().vpn()).isEmpty();
    }

    @Test
    void cookiesAreShownNowhere() {
        ExportRequest request =
                ExportRequest.of("https://example.com/?key=s3cret").with(o -> o.cookies(Map.of("sessionid", "s3cret")));
        assertThat(request.toString()).contains("cookies").doesNotContain("s3cret");
        assertThat(request.options().toString()).doesNotContain("s3cret");
        assertThat(request.options().cookieNames()).containsExactly("sessionid");
        assertThat(Job.builder(GUID, JobStatus.DONE)
                        .options(request.options())
                        .jsonUrl(URI.create("https://example.com/s3cret.json"))
                        .build()
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        ExportOptions.Builder options = ExportOptions.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> options.limit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.set("x", new Object()));
        assertThatIllegalArgumentException().isThrownBy(() -> options.set("x", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> options.vpn(" "));
    }

    @Test
    void anUnknownStatusIsKeptByItsName() {
        Job job = Job.builder(GUID, "archiving").build();
        assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
        assertThat(job.wireStatus()).isEqualTo("archiving");
        assertThat(job.status().isTerminal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"requeued, true", "REQUEUING, true", "queueing, false", "archiving, false"})
    void aJobThatWasQueuedAgainSaysSo(String wireStatus, boolean requeued) {
        assertThat(Job.builder(GUID, wireStatus).build().isRequeued()).isEqualTo(requeued);
    }

    @Test
    void aLinkThatIsBlankIsNoLinkThatCouldNotBeUsed() {
        Job.Builder job = Job.builder(GUID, JobStatus.DONE).unknownField("download_link", " ");
        assertThat(job.build().unusableLink(ResultFormat.XLSX)).isEmpty();
        assertThat(job.unknownField("download_url", "ftp://x").build().unusableLink(ResultFormat.XLSX))
                .contains("ftp://x");
    }

    @Test
    void aTotalBelowZeroIsNone() {
        Job.Builder job = Job.builder(GUID, JobStatus.PROGRESS).totalExported(-1L);
        assertThat(job.total(-1L).build().progress()).contains(new JobProgress(0, OptionalLong.empty()));
        assertThat(job.total(0L).build().progress()).contains(new JobProgress(0, OptionalLong.of(0)));
        assertThat(job.total(0L).build()).hasToString("Job[" + GUID + " progress 0/0]");
    }

    @Test
    void aMergedJobKeepsWhatTheNewerDoesNotSay() {
        Job older = Job.builder(GUID, JobStatus.PROGRESS)
                .url("https://x")
                .totalExported(5L)
                .unknownField("a", 1L)
                .build();
        Job newer = Job.builder(GUID, JobStatus.DONE)
                .totalExported(9L)
                .unknownField("b", null)
                .build();
        Job merged = older.mergedWith(newer);
        assertThat(merged.status()).isEqualTo(JobStatus.DONE);
        assertThat(merged.url()).contains("https://x");
        assertThat(merged.totalExported()).hasValue(9);
        assertThat(merged.unknownFields()).containsEntry("a", 1L).containsKey("b");
        assertThat(merged.toBuilder().build()).isEqualTo(merged).hasSameHashCodeAs(merged);
    }

    @Test
    void progressKnowsItsShare() {
        assertThat(new JobProgress(678, OptionalLong.of(1500)).fraction().orElseThrow())
                .isBetween(0.45, 0.46);
        assertThat(new JobProgress(5, OptionalLong.empty()).fraction()).isEmpty();
        assertThat(new JobProgress(0, OptionalLong.of(0)).fraction()).isEmpty();
        assertThat(new JobProgress(7, OptionalLong.of(5)).fraction()).hasValue(1.0);
        assertThat(new JobProgress(7, OptionalLong.of(5))).hasToString("7/5");
    }

    /** The service may cap its pages, and still say what was asked for. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 2, , true",
        "0, 3, 2, 9, true",
        "1, 1, 2, , false",
        "2, 1, 2, , false",
        "2, 2, 2, 4, true",
        "2, 2, 2, 5, false",
        "20, 1, 100, 20, true",
        "20, 1, 100, 21, false",
        "20, 1, 100, 50, false",
        "50, 2, 100, 150, false",
        "50, 3, 100, 150, true"
    })
    void aPageIsTheLastOnlyWhereThatIsCertain(int size, int page, int limit, @Nullable Long total, boolean last) {
        List<Job> jobs =
                Collections.nCopies(size, Job.builder(GUID, JobStatus.DONE).build());
        OptionalLong all = total == null ? OptionalLong.empty() : OptionalLong.of(total);

        assertThat(new JobPage(jobs, page, limit, all).isLast()).isEqualTo(last);
    }
}
