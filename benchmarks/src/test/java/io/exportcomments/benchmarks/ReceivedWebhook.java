package io.exportcomments.benchmarks;

import com.squareup.moshi.JsonReader;
import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;

/** Deliveries, each once, from their bytes to the end of the handler; the store is in memory. */
final class ReceivedWebhook implements Comparison {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    /** More than the receiver remembers, so that each is new whenever it comes again. */
    private static final int DELIVERIES = 12_000;

    private final List<byte[]> bodies = new ArrayList<>();
    private final List<List<String>> signatures = new ArrayList<>();
    /** How many may wait for the handler. */
    private final Semaphore room = new Semaphore(500);

    private final WebhookReceiver receiver = WebhookReceiver.builder()
            .secret(WebhookSecret.of(SECRET))
            .handler(event -> room.release())
            .build();
    private final Map<String, Instant> known = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final MoshiJobs moshi = new MoshiJobs();
    private int next;
    private int nextByHand;

    ReceivedWebhook() throws GeneralSecurityException {
        for (int i = 0; i < DELIVERIES; i++) {
            byte[] body = Samples.delivery(i);
            bodies.add(body);
            signatures.add(List.of(HexFormat.of().formatHex(hmac().doFinal(body))));
        }
    }

    private static Mac hmac() throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(Samples.utf8(SECRET), "HmacSHA256"));
        return hmac;
    }

    @Override
    public Map<String, Work> sides() throws GeneralSecurityException {
        Mac hmac = hmac();
        Map<String, Work> sides = new LinkedHashMap<>();
        sides.put("the HMAC alone", () -> hmac.doFinal(bodies.get(0)));
        sides.put("by hand", this::byHand);
        sides.put(OURS, this::received);
        sides.put("exportcomments, for a thread that can't wait", this::receivedElsewhere);
        return sides;
    }

    /** What a program writes that knows of signatures and repetitions: it loses what it had when it ends. */
    private Object byHand() throws GeneralSecurityException, IOException, InterruptedException {
        int number = nextByHand++ % DELIVERIES;
        byte[] signature = HexFormat.of().parseHex(signatures.get(number).get(0));
        if (!MessageDigest.isEqual(hmac().doFinal(bodies.get(number)), signature)) {
            throw new IllegalStateException("A delivery is not signed");
        }
        room.acquire();
        PlainJob job = moshi.fromJson(JsonReader.of(new Buffer().write(bodies.get(number))));
        if (known.putIfAbsent("msg-" + nextByHand, Instant.now()) == null) {
            threads.execute(() -> room.release(job.retry > 0 ? 1 : 0));
        }
        return job;
    }

    private Object received() throws InterruptedException, IOException {
        int number = next++ % DELIVERIES;
        room.acquire();
        InputStream body = new ByteArrayInputStream(bodies.get(number));
        return taken(receiver.receive(signatures.get(number), body).status());
    }

    private Object receivedElsewhere() throws InterruptedException {
        int number = next++ % DELIVERIES;
        room.acquire();
        return taken(receiver.receive(signatures.get(number), bodies.get(number))
                .join()
                .status());
    }

    private static Object taken(int status) {
        if (status != 200) {
            throw new IllegalStateException("A delivery was answered with " + status);
        }
        return status;
    }

    @Override
    public void close() {
        receiver.close();
        threads.shutdown();
    }
}
