package io.exportcomments.update.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.webhook.WebhookSigner;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** No input crashes the check, and none passes it but a signed one. */
class WebhookVerifierProperties {
    private static final String SECRET = "whsec_6d1f0c9e5ab24b8f";

    private final WebhookVerifier verifier =
            WebhookVerifier.of(List.of(WebhookSecret.of("whsec_old"), WebhookSecret.of(SECRET)));
    private final WebhookSigner signer = WebhookSigner.of(SECRET);

    @Property
    void whatIsSignedPasses(@ForAll byte[] body) {
        assertThat(verifier.verify(body, List.of(signer.sign(body)))).isTrue();
    }

    @Property
    void oneBitOfTheBodyMatters(@ForAll @Size(min = 1, max = 600) byte[] body, @ForAll @IntRange(max = 4_799) int bit) {
        String signature = signer.sign(body);
        int place = bit % (8 * body.length);
        body[place / 8] ^= (byte) (1 << place % 8);
        assertThat(verifier.verify(body, List.of(signature))).isFalse();
    }

    @Property
    void oneBitOfTheSignatureMatters(@ForAll byte[] body, @ForAll @IntRange(max = 255) int bit) {
        byte[] signature = HexFormat.of().parseHex(signer.sign(body));
        signature[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(verifier.verify(body, List.of(HexFormat.of().formatHex(signature))))
                .isFalse();
    }

    @Property
    void noOtherTextPasses(@ForAll byte[] body, @ForAll List<@StringLength(max = 70) String> signatures) {
        assertThat(verifier.verify(body, signatures)).isFalse();
    }

    @Property
    void noOther64CharactersPass(@ForAll byte[] body, @ForAll @StringLength(64) String signature) {
        assertThat(verifier.verify(body, List.of(signature))).isFalse();
    }
}
