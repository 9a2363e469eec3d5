package io.exportcomments.update.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys stay as they are from version to version, so that a store from before knows what comes again. */
class DeliveryKeyTest {
    private static String key(Optional<String> messageId, String body) {
        JobEvent event = new JobEvent("export.finished", JobEvent.Kind.FINISHED, Optional.empty(), messageId);
        return DeliveryKey.of(event, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String messageId) {
        return key(Optional.of(messageId), "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "!", "~", "msg_01HZX~a.b-c:d/e"})
    void aPlainMessageIdIsTheKey(String id) {
        assertThat(key(id)).isEqualTo("id:" + id);
    }

    @Test
    void anIdUpToTheLongestIsTheKey() {
        assertThat(key("x".repeat(150))).isEqualTo("id:" + "x".repeat(150));
        assertThat(key("x".repeat(151))).matches("id-digest:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u007f", "\u00e4", "\u0000", "a\ud800"})
    void anIdThatADatabaseMightChangeGoesByItsDigest(String id) {
        assertThat(key(id)).matches("id-digest:[0-9a-f]{64}");
    }

    @Test
    void aDigestIsThatOfTheIdInUtf16() {
        assertThat(key("\u00e4\ud83d\ude00"))
                .isEqualTo("id-digest:49b65b1012f0135d56241687810d9aa422414cf05c624396f1e8281a6dc0f8b2");
    }

    @Test
    void differentIdsHaveDifferentKeys() {
        Set<String> keys = new HashSet<>();
        List<String> ids =
                List.of("", " ", "a", "A", " a", "a ", "\u00e4", "e\u0301", "\u00e9", "?", "\ud800", "\udc00");
        ids.forEach(id -> keys.add(key(id)));
        assertThat(keys).hasSameSizeAs(ids);
    }

    @Test
    void withoutAnIdTheBodyIsTheKey() {
        assertThat(key(Optional.empty(), ""))
                .isEqualTo("body:" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(key(Optional.empty(), "{}")).isNotEqualTo(key(Optional.empty(), "[]"));
    }
}
