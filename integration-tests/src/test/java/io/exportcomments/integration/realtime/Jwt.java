package io.exportcomments.integration.realtime;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens of the realtime connection, signed with HS256. */
record Jwt(String secret) {
    String of(String subject, Instant expires, String channels) {
        String claims = "{\"sub\":\"%s\",\"exp\":%d,\"channels\":%s}";
        return of(claims.formatted(subject, expires.getEpochSecond(), channels));
    }

    String of(String claims) {
        String signed = part("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + part(claims);
        return signed + "." + encoded(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has HmacSHA256", e);
        }
    }

    private static String part(String json) {
        return encoded(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
