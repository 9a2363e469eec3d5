package io.exportcomments.mock.internal.realtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes and checks the tokens for the realtime connection: JWTs signed with HS256. */
final class RealtimeToken {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonObject HEADER = new JsonObject().put("typ", "JWT").put("alg", "HS256");

    private final SecretKeySpec key;

    RealtimeToken(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** What a good token says. */
    record Claims(String subject, long expiresAt, List<String> channels) {}

    String of(UUID account, Instant issued, Instant expires) {
        JsonArray channels = new JsonArray()
                .add("exports:" + account)
                .add("webhooks:" + account)
                .add("user:" + account)
                .add("user_notifications_channel:" + account)
                .add("user_dashboard_channel:" + account);
        JsonObject claims = new JsonObject()
                .put("sub", account.toString())
                .put("iat", issued.getEpochSecond())
                .put("exp", expires.getEpochSecond())
                .put("channels", channels);
        String signed = part(HEADER) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    /**
     * The claims of a token.
     *
     * @throws CommandError 109 when it has expired
     * @throws Disconnect with 3500 when it is not one of ours
     */
    Claims check(@Nullable String token, UUID account, Instant now) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            throw Disconnect.invalidToken();
        }
        byte[] signature = sign(parts[0] + "." + parts[1]);
        JsonObject claims;
        try {
            if (!MessageDigest.isEqual(signature, Base64.getUrlDecoder().decode(parts[2]))) {
                throw Disconnect.invalidToken();
            }
            claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IllegalArgumentException | DecodeException e) {
            throw Disconnect.invalidToken();
        }
        if (!account.toString().equals(claims.getString("sub"))) {
            throw Disconnect.invalidToken();
        }
        long expires = claims.getLong("exp");
        if (expires <= now.getEpochSecond()) {
            throw new CommandError(109, "token expired");
        }
        List<String> channels =
                claims.getJsonArray("channels").stream().map(String.class::cast).toList();
        return new Claims(account.toString(), expires, channels);
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
