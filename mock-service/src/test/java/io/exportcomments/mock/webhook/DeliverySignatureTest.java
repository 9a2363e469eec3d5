package io.exportcomments.mock.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that were made by other means. */
class DeliverySignatureTest {

    private static final String SHORT = "{\"event\":\"export.finished\",\"status\":\"done\",\"comments_count\":150,"
            + "\"download_url\":\"https://exportcomments.com/exports/12345.xlsx\",\"message_id\":\"msg_7f3a\"}";

    @ParameterizedTest
    @CsvSource({
        "whsec_6d1f0c9e5ab24b8f,a49ce79e56d81afb0ba45a029f28c5b5a60ab1557e8adb103078864b3a86c309",
        "whsec_ключ,e7ca572e7296e887f138ee55d9a0f2a595a1cd17e0ac1758ea1cadbf3d7d9b6a"
    })
    void isTheHmacOfTheBytesUnderTheWholeSecret(String secret, String signature) {
        assertThat(DeliverySignature.of(secret, SHORT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(signature);
    }
}
