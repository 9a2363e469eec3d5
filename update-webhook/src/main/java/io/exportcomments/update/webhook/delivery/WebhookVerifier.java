package io.exportcomments.update.webhook.delivery;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a delivery comes from the service: whether its header {@value #HEADER} is the HMAC-SHA256 of its body,
 * in hexadecimal digits of either case, under one of the secrets.
 *
 * <p>It takes the body as bytes, as they came over the wire, and nothing else: a body that was decoded and encoded
 * again has other bytes. How long a comparison takes does not depend on what is compared. Most programs want a
 * {@code WebhookReceiver}, which verifies by itself. Source: the service's page on webhooks. Immutable and thread-safe.
 */
public final class WebhookVerifier {
    /** The header that has the signature. */
    public static final String HEADER = "X-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;

    private final List<Key> keys;

    private WebhookVerifier(List<Key> keys) {
        this.keys = keys;
    }

    /** A verifier with one secret. */
    public static WebhookVerifier of(WebhookSecret secret) {
        return of(List.of(secret));
    }

    /**
     * A verifier with several secrets, of which any may have signed: while a secret is being replaced, the old and the
     * new one.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static WebhookVerifier of(Collection<WebhookSecret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("A webhook secret is needed: without one, anybody could send events");
        }
        return new WebhookVerifier(secrets.stream().map(Key::new).toList());
    }

    /**
     * Whether the body was signed under one of the secrets. False, too, for whatever is no signature; nothing is
     * thrown.
     *
     * @param body the request's body, as it came
     * @param signatures all values of the request's header {@value #HEADER}: none or several are refused
     */
    public boolean verify(byte[] body, Collection<String> signatures) {
        byte[] signature =
                signatures.size() == 1 ? decoded(signatures.iterator().next()) : null;
        if (signature == null) {
            return false;
        }
        boolean signed = false;
        for (Key key : keys) {
            signed |= MessageDigest.isEqual(key.sign(body), signature);
        }
        return signed;
    }

    private static byte @Nullable [] decoded(@Nullable String signature) {
        if (signature == null || signature.length() != 2 * SIGNATURE_BYTES) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException notHexadecimal) {
            return null;
        }
    }

    /**
     * A secret, ready to sign. A Mac that has signed is as good as new, so one is kept for the next body; those that
     * sign at the same time get a clone, which costs less than a new one.
     */
    private static final class Key {
        private final SecretKeySpec secret;
        private final Mac prepared;
        private final boolean cloneable;
        private final AtomicReference<@Nullable Mac> spare = new AtomicReference<>();

        Key(WebhookSecret secret) {
            this.secret = new SecretKeySpec(secret.key(), ALGORITHM);
            this.prepared = initialised();
            this.cloneable = isCloneable(prepared);
        }

        byte[] sign(byte[] body) {
            Mac kept = spare.getAndSet(null);
            Mac mac = kept == null ? another() : kept;
            byte[] signature = mac.doFinal(body);
            spare.set(mac);
            return signature;
        }

        private Mac another() {
            if (!cloneable) {
                return initialised();
            }
            try {
                return (Mac) prepared.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("A Mac that could be cloned before can't be any more", e);
            }
        }

        private Mac initialised() {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has " + ALGORITHM + ", but this one has not", e);
            }
        }

        /** Some security providers' can't be cloned. */
        private static boolean isCloneable(Mac mac) {
            try {
                return mac.clone() != mac;
            } catch (CloneNotSupportedException e) {
                return false;
            }
        }
    }
}
