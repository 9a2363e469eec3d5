package io.exportcomments.mock.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the service puts into the header {@value #HEADER} of a webhook delivery. */
public final class DeliverySignature {

    /** The header's name. */
    public static final String HEADER = "X-Signature";

    private DeliverySignature() {}

    /**
     * The signature of a body: the lower-case hexadecimal HMAC-SHA256 of its bytes.
     *
     * @param secret the webhook's signing secret, of which the UTF-8 bytes are the key; not empty
     */
    public static String of(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
