package io.exportcomments.mock.internal.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the tokens for the realtime connection: JWTs signed with HS256, good for 24 hours. */
final class RealtimeToken {

    private static final Duration VALID_FOR = Duration.ofHours(24);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    RealtimeToken(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String of(UUID account, Instant now) {
        JsonObject header = new JsonObject().put("typ", "JWT").put("alg", "HS256");
        JsonArray channels = new JsonArray()
                .add("exports:" + account)
                .add("webhooks:" + account)
                .add("user:" + account)
                .add("user_notifications_channel:" + account)
                .add("user_dashboard_channel:" + account);
        JsonObject claims = new JsonObject()
                .put("sub", account.toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(VALID_FOR).getEpochSecond())
                .put("channels", channels);
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
