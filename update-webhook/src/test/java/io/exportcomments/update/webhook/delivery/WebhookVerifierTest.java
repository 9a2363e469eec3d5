package io.exportcomments.update.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.testkit.webhook.WebhookSigner;
import io.exportcomments.update.webhook.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    record Vector(String body, String secret, String signature) {
        byte[] bytes() {
            return resource(body);
        }
    }

    static byte[] resource(String name) {
        try (InputStream file = WebhookVerifierTest.class.getResourceAsStream("/fixtures/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Vector> vectors() {
        String text = new String(resource("webhook-signatures.json"), StandardCharsets.UTF_8);
        Pattern vector = Pattern.compile(
                "\"body\": \"([^\"]+)\",\\s+\"secret\": \"([^\"]+)\",\\s+\"X-Signature\": \"([^\"]+)\"");
        List<Vector> vectors = vector.matcher(text)
                .results()
                .map((MatchResult each) -> new Vector(each.group(1), each.group(2), each.group(3)))
                .toList();
        assertThat(vectors).hasSize(8);
        return vectors.stream();
    }

    private static WebhookVerifier verifier(String... secrets) {
        return WebhookVerifier.of(Stream.of(secrets).map(WebhookSecret::of).toList());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorPassesUnderItsSecretAlone(Vector vector) {
        List<String> signatures = List.of(vector.signature());
        assertThat(verifier(vector.secret()).verify(vector.bytes(), signatures)).isTrue();
        assertThat(verifier("whsec_other").verify(vector.bytes(), signatures)).isFalse();
        assertThat(verifier("whsec_6d1f0c9e5ab24b8f", "whsec_ключ").verify(vector.bytes(), signatures))
                .isTrue();
        assertThat(verifier("whsec_ключ", "whsec_6d1f0c9e5ab24b8f").verify(vector.bytes(), signatures))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theTestSignerSignsAsTheVectorsDo(Vector vector) {
        assertThat(WebhookSigner.of(vector.secret()).sign(vector.bytes())).isEqualTo(vector.signature());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void digitsMayBeOfEitherCaseAndNothingElse(Vector vector) {
        WebhookVerifier verifier = verifier(vector.secret());
        String signature = vector.signature();
        String upper = signature.toUpperCase(Locale.ROOT);
        String mixed = upper.substring(0, 31) + signature.substring(31);
        assertThat(verifier.verify(vector.bytes(), List.of(upper))).isTrue();
        assertThat(verifier.verify(vector.bytes(), List.of(mixed))).isTrue();
        for (String other : List.of(
                " " + signature.substring(1),
                "+" + signature.substring(1),
                "0x" + signature.substring(2),
                signature.substring(0, 63) + "\uFF11",
                signature.substring(0, 63),
                signature.substring(0, 62),
                signature + "0",
                signature + " ",
                "",
                "sha256=" + signature)) {
            assertThat(verifier.verify(vector.bytes(), List.of(other)))
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void missingAndRepeatedHeadersAreRefused() {
        Vector vector = vectors().findFirst().orElseThrow();
        WebhookVerifier verifier = verifier(vector.secret());
        assertThat(verifier.verify(vector.bytes(), List.of())).isFalse();
        assertThat(verifier.verify(vector.bytes(), List.of(vector.signature(), vector.signature())))
                .isFalse();
        List<String> nothing = new ArrayList<>();
        nothing.add(null);
        assertThat(verifier.verify(vector.bytes(), nothing)).isFalse();
    }

    @Test
    void manyThreadsVerifyAtOnce() throws Exception {
        List<Vector> vectors = vectors().toList();
        WebhookVerifier verifier = verifier("whsec_6d1f0c9e5ab24b8f", "whsec_ключ");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                Vector vector = vectors.get(i % vectors.size());
                byte[] body = i % 3 == 0 ? Arrays.copyOf(vector.bytes(), 20) : vector.bytes();
                Callable<Boolean> verify = () -> verifier.verify(body, List.of(vector.signature()));
                results.add(threads.submit(verify));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i % 3 != 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aSecretIsNeverShown() {
        WebhookSecret secret = WebhookSecret.of("whsec_6d1f0c9e5ab24b8f");
        assertThat(secret.toString()).isEqualTo("***");
        assertThat(secret).isNotEqualTo(WebhookSecret.of("whsec_6d1f0c9e5ab24b8f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "whsec_a ", "\nwhsec_a", "whsec a", "whsec_a\uD83D", "whsec\u0000", "whsec\u2028"})
    void whatCannotBeASecretIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> WebhookSecret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("whsec");
    }

    @Test
    void withoutASecretThereIsNoVerifier() {
        assertThatThrownBy(() -> WebhookVerifier.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> WebhookReceiver.builder().build()).isInstanceOf(IllegalArgumentException.class);
    }
}
