package io.exportcomments.mock.internal.webhook;

import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/** Makes up ids and secrets; the same seed gives the same ones in the same order. Guarded by the dispatcher's lock. */
final class DeliveryIds {

    private final Random random;

    DeliveryIds(Random random) {
        this.random = random;
    }

    UUID uuid() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    String messageId() {
        return "msg_" + hex();
    }

    String secret() {
        return "whsec_" + hex();
    }

    private String hex() {
        byte[] some = new byte[16];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
