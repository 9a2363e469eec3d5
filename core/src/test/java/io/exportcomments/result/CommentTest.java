package io.exportcomments.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommentTest {

    @Test
    void whatAllPlatformsShareIsFoundUnderTheServicesNames() {
        Comment comment = Comment.of(Map.of(
                "id",
                1234567890123456789L,
                "author_name",
                "Maya",
                "message",
                "hi",
                "published_at",
                "2026-03-01T07:30:00Z",
                "likes",
                3L,
                "parent_id",
                new BigDecimal("98765432109876543210"),
                "stars",
                5L));
        assertThat(comment.id()).contains("1234567890123456789");
        assertThat(comment.author()).contains("Maya");
        assertThat(comment.text()).contains("hi");
        assertThat(comment.time()).contains(Instant.parse("2026-03-01T07:30:00Z"));
        assertThat(comment.likes()).hasValue(3);
        assertThat(comment.replyTo()).contains("98765432109876543210");
        assertThat(comment.get("stars")).contains(5L);
        assertThat(comment.get("moons")).isEmpty();
    }

    @Test
    void aRowMayHaveNoneOfIt() {
        Comment comment = Comment.of(Collections.singletonMap("text", null));
        assertThat(comment.id()).isEmpty();
        assertThat(comment.text()).isEmpty();
        assertThat(comment.time()).isEmpty();
        assertThat(comment.likes()).isEmpty();
        assertThat(comment.fields()).containsOnlyKeys("text");
    }

    @Test
    void otherSpellingsAndObjectsAreRead() {
        Map<String, @Nullable Object> row = Map.of(
                "Author Name", Map.of("username", "maya"), "createdAt", 1L, "likesCount", "12", "text", List.of("no"));
        Comment comment = Comment.of(row);
        assertThat(comment.author()).contains("maya");
        assertThat(comment.time()).contains(Instant.ofEpochSecond(1));
        assertThat(comment.likes()).hasValue(12);
        assertThat(comment.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T07:30:00Z,2026-03-01T07:30:00Z",
        "2026-03-01T07:30:00+01:00,2026-03-01T06:30:00Z",
        "2026-03-01T07:30:00+0100,2026-03-01T06:30:00Z",
        "2026-03-01 07:30:00,2026-03-01T07:30:00Z",
        "2026-03-01T07:30,2026-03-01T07:30:00Z",
        "2026-03-01,2026-03-01T00:00:00Z",
        "yesterday,",
        "'',",
        "2026-13-01T00:00:00Z,"
    })
    void timesAreRead(String text, Instant time) {
        assertThat(Comment.of(Map.of("date", text)).time()).isEqualTo(Optional.ofNullable(time));
    }

    @Test
    void unixTimesAreSecondsOrMilliseconds() {
        assertThat(Comment.of(Map.of("timestamp", 1_772_350_200L)).time())
                .contains(Instant.parse("2026-03-01T07:30:00Z"));
        assertThat(Comment.of(Map.of("timestamp", 1_772_350_200_000L)).time())
                .contains(Instant.parse("2026-03-01T07:30:00Z"));
        assertThat(Comment.of(Map.of("timestamp", Long.MIN_VALUE)).time()).isPresent();
        assertThat(Comment.of(Map.of("likes", "many")).likes()).isEmpty();
    }
}
