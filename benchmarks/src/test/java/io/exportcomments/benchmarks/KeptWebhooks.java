package io.exportcomments.benchmarks;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.jdbc.JdbcDeliveryStore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Deliveries that come 64 at once and are kept in a database; each is answered when it was handled. */
final class KeptWebhooks implements Comparison {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    private static final int AT_ONCE = 64;
    private static final int KEPT = 100 * AT_ONCE;

    private final KeptDatabase database;
    private final DeliveryStore store;
    private final WebhookReceiver gathering;
    private final WebhookReceiver oneByOne;
    private final Mac hmac = Mac.getInstance("HmacSHA256");
    private long number;

    private KeptWebhooks(KeptDatabase database) throws GeneralSecurityException {
        this.database = database;
        store = JdbcDeliveryStore.in(database.source()).createTable();
        gathering = receiver(store);
        oneByOne = receiver(new OneByOne(store));
        hmac.init(new SecretKeySpec(Samples.utf8(SECRET), "HmacSHA256"));
    }

    static KeptWebhooks inH2() throws Exception {
        return new KeptWebhooks(KeptDatabase.h2());
    }

    static KeptWebhooks inPostgresql() throws Exception {
        return new KeptWebhooks(KeptDatabase.postgresql());
    }

    private static WebhookReceiver receiver(DeliveryStore store) {
        return WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(event -> {})
                .store(store)
                .answerWhenHandled()
                .build();
    }

    @Override
    public int operations() {
        return AT_ONCE;
    }

    @Override
    public Map<String, Work> sides() {
        return Map.of(OURS, () -> received(gathering), "the store asked one by one", () -> received(oneByOne));
    }

    private Object received(WebhookReceiver receiver) throws SQLException {
        List<CompletableFuture<WebhookAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            byte[] body = Samples.delivery(number++);
            answers.add(receiver.receive(List.of(HexFormat.of().formatHex(hmac.doFinal(body))), body));
        }
        for (CompletableFuture<WebhookAnswer> answer : answers) {
            if (answer.join() != WebhookAnswer.TAKEN) {
                throw new IllegalStateException("A delivery was answered with " + answer.join());
            }
        }
        if (number % KEPT == 0) {
            empty();
        }
        return answers;
    }

    /** So that no side searches what another has left: PostgreSQL keeps deleted rows in the way for a minute. */
    private void empty() throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE exportcomments_delivery");
        }
    }

    @Override
    public void close() throws IOException {
        gathering.close();
        oneByOne.close();
        database.close();
    }

    /** A store that does not say that it likes to be given several. */
    private record OneByOne(DeliveryStore store) implements DeliveryStore {
        @Override
        public Admission admit(String key, byte[] body, Instant now, Instant until) {
            return store.admit(key, body, now, until);
        }

        @Override
        public boolean renew(Claim claim, Instant until) {
            return store.renew(claim, until);
        }

        @Override
        public void done(Claim claim, Instant now) {
            store.done(claim, now);
        }

        @Override
        public void release(Claim claim, Instant due) {
            store.release(claim, due);
        }

        @Override
        public void forget(Claim claim) {
            store.forget(claim);
        }

        @Override
        public void putAside(Claim claim, Instant now) {
            store.putAside(claim, now);
        }

        @Override
        public List<Claim> claimDue(int most, Instant now, Instant until) {
            return store.claimDue(most, now, until);
        }

        @Override
        public void prune(Instant handledBefore) {
            store.prune(handledBefore);
        }
    }
}
