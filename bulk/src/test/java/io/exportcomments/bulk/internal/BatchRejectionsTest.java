package io.exportcomments.bulk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.RejectedUrl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The answer to the creation and the batch, read later, tell of the same rejections. */
class BatchRejectionsTest {
    private static final List<String> URLS = List.of("1", "2", "3");

    private static RejectedUrl rejected(String url, String why) {
        return new RejectedUrl(Optional.ofNullable(url), Optional.of(why));
    }

    private static List<RejectedUrl> together(List<RejectedUrl> said, List<RejectedUrl> read) {
        return BatchRejections.together(URLS, said, read);
    }

    @Test
    void aUrlThatBothNameIsOneRejection() {
        assertThat(together(List.of(rejected("1", "no")), List.of(rejected("1", "never"))))
                .containsExactly(rejected("1", "no"));
    }

    @Test
    void aRejectionWithoutAUrlThatBothHaveIsOneRejection() {
        assertThat(together(List.of(rejected(null, "no")), List.of(rejected(null, "no"))))
                .containsExactly(rejected(null, "no"));
        assertThat(together(List.of(rejected("another", "no")), List.of(rejected("another", "no"))))
                .containsExactly(rejected("another", "no"));
    }

    @Test
    void whatOneOfThemAloneHasCounts() {
        assertThat(together(List.of(rejected("1", "no")), List.of())).containsExactly(rejected("1", "no"));
        assertThat(together(List.of(), List.of(rejected(null, "no")))).containsExactly(rejected(null, "no"));
        assertThat(together(List.of(rejected("1", "no")), List.of(rejected("2", "no"))))
                .containsExactly(rejected("1", "no"), rejected("2", "no"));
    }

    @Test
    void whatOneOfThemNamesIsNotCountedAgainWithoutItsUrl() {
        assertThat(together(List.of(rejected(null, "no")), List.of(rejected("1", "no"))))
                .containsExactly(rejected("1", "no"));
        assertThat(together(List.of(rejected(null, "no"), rejected(null, "no")), List.of(rejected("1", "no"))))
                .containsExactly(rejected("1", "no"), rejected(null, "no"));
    }
}
