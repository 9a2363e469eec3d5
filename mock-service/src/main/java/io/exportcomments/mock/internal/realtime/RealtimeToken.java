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
import java.util.Map;
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

    /**
     * What a good token says.
     *
     * @param expiresAt when the connection expires, in epoch seconds; null for never
     * @param channels that it subscribes to
     */
    record Claims(@Nullable Long expiresAt, List<String> channels) {}

    /** A token; other claims stand in place of the usual ones, and null leaves one out. */
    String of(UUID account, Instant issued, Instant expires, Map<String, ? extends @Nullable Object> others) {
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
        others.forEach(claims::put);
        others.forEach((name, value) -> {
            if (value == null) {
                claims.remove(name);
            }
        });
        String signed = part(HEADER) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    /**
     * The claims of a token.
     *
     * @throws CommandError 109 when it has expired or is not good yet, 110 when its connection would have expired
     * @throws Disconnect with 3500 when it is not one of ours
     */
    Claims check(String token, UUID account, Instant now) {
        JsonObject claims = signed(token);
        try {
            return check(claims, account, now.getEpochSecond());
        } catch (ClassCastException e) {
            throw Disconnect.invalidToken();
        }
    }

    private static Claims check(JsonObject claims, UUID account, long now) {
        Long expires = claims.getLong("exp");
        Long notBefore = claims.getLong("nbf");
        if ((expires != null && expires <= now) || (notBefore != null && notBefore > now)) {
            throw new CommandError(CommandError.TOKEN_EXPIRED, "token expired");
        }
        if (!account.toString().equals(claims.getString("sub"))) {
            throw Disconnect.invalidToken();
        }
        Long expireAt = claims.getLong("expire_at");
        if (expireAt != null && expireAt != 0 && expireAt <= now) {
            throw new CommandError(110, "expired");
        }
        return new Claims(expireAt == null ? expires : expireAt == 0 ? null : expireAt, channels(claims));
    }

    /** Where there is a map of subscriptions, the array of channels does not count. */
    private static List<String> channels(JsonObject claims) {
        JsonObject subs = claims.getJsonObject("subs");
        if (subs != null) {
            return List.copyOf(subs.fieldNames());
        }
        JsonArray channels = claims.getJsonArray("channels");
        return channels == null
                ? List.of()
                : channels.stream().map(String.class::cast).toList();
    }

    private JsonObject signed(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw Disconnect.invalidToken();
        }
        byte[] signature = sign(parts[0] + "." + parts[1]);
        try {
            if (!MessageDigest.isEqual(signature, Base64.getUrlDecoder().decode(parts[2]))) {
                throw Disconnect.invalidToken();
            }
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IllegalArgumentException | DecodeException e) {
            throw Disconnect.invalidToken();
        }
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
