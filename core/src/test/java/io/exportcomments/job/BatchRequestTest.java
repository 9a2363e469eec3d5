package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is checked before anything is sent, as each of its jobs would be alone. */
class BatchRequestTest {
    private static List<String> pages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://example.org/" + i)
                .toList();
    }

    @Test
    void itIsTheRequestsOfItsUrls() {
        BatchRequest batch = BatchRequest.of(pages(2)).with(o -> o.limit(5).replies(true));

        assertThat(batch.requests())
                .containsExactly(
                        ExportRequest.of("https://example.org/0").limit(5).replies(true),
                        ExportRequest.of("https://example.org/1").limit(5).replies(true));
        assertThat(batch.withOptions(ExportOptions.NONE)).isEqualTo(BatchRequest.of(pages(2)));
    }

    @Test
    void itHasOneToAHundredUrls() {
        assertThat(BatchRequest.of(pages(100)).urls()).hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(pages(101)))
                .withMessage("A batch has 1 to 100 URLs, not 101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(List.of()))
                .withMessage("A batch has 1 to 100 URLs, not 0");
    }

    @Test
    void aUrlThatCannotBeExportedIsNamedByItsPlaceAndNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(List.of("https://example.org/", "ftp://example.org/?key=secret")))
                .withMessageStartingWith("URL 2: Not a URL that can be exported")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void aUrlThatComesTwiceIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(
                        List.of("https://example.org/?key=a", "https://example.org/b", "https://example.org/?key=a")))
                .withMessage("URL 3 is the same as URL 1: a batch exports each URL once");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchRequest.of(pages(1))
                        .with(o -> o.minTimestamp(Instant.ofEpochSecond(20)).maxTimestamp(Instant.ofEpochSecond(10))))
                .withMessageContaining("is after maxTimestamp");
    }

    @Test
    void itsTextShowsNoSecret() {
        BatchRequest batch = BatchRequest.of(List.of("https://example.org/?key=secret"))
                .with(o -> o.cookies(Map.of("session", "hidden")));

        assertThat(batch).hasToString("BatchRequest[1 URL [cookies]]");
        assertThat(BatchRequest.of(pages(3))).hasToString("BatchRequest[3 URLs []]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a b", "a/b", "a\nb"})
    void anIdThatIsNotSafeInAPathIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BatchId.of(text));
    }

    @Test
    void anAllowanceOfNothingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchAllowance(0, 1, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchAllowance(1, 0, Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new BatchAllowance(1, 1, Duration.ZERO));
    }
}
