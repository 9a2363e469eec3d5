package io.exportcomments.update.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.webhook.WebhookReceiver;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes while the database is busy goes to it at once. */
@Timeout(60)
class GatheredDeliveriesTest {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";
    private static final int DELIVERIES = 64;

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final CountDownLatch allCame = new CountDownLatch(1);
    private final CountDownLatch allHandled = new CountDownLatch(DELIVERIES);

    private DeliveryStore database() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        JdbcDeliveryStore.in(h2).createTable();
        DeliveryStore store = JdbcDeliveryStore.in(ChangedDatabase.counting(h2, statements));
        statements.clear();
        return store;
    }

    /** Keeps nothing before all have come, and notes nothing before all were handled. */
    private DeliveryStore busy(DeliveryStore store) {
        return (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("admit")) {
                        allCame.await();
                    } else if (method.getName().startsWith("done")) {
                        allHandled.await();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<String> signature(byte[] body) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return List.of(HexFormat.of().formatHex(hmac.doFinal(body)));
    }

    @Test
    void manyAtOnceTakeFewStatements() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(event -> allHandled.countDown())
                .store(busy(database()))
                .answerWhenHandled()
                .build()) {
            List<CompletableFuture<WebhookAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < DELIVERIES; i++) {
                byte[] body = ("{\"event\":\"export.finished\",\"message_id\":\"" + i + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
                answers.add(receiver.receive(signature(body), body));
            }
            allCame.countDown();
            for (CompletableFuture<WebhookAnswer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(WebhookAnswer.TAKEN);
            }
        }
        assertThat(statements.stream().filter(sql -> sql.startsWith("INSERT"))).hasSizeLessThanOrEqualTo(16);
        assertThat(statements.stream().filter(sql -> sql.contains("handled_at = ?")))
                .hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void thirtyTwoTakeTwoStatements() throws Exception {
        DeliveryStore store = database();
        Instant now = Instant.ofEpochSecond(1_000);
        List<DeliveryStore.Claim> claims = new ArrayList<>();
        List<DeliveryStore.Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            arrivals.add(new DeliveryStore.Arrival("id:" + i, new byte[] {1}));
        }
        for (DeliveryStore.Admission admission : store.admitAll(arrivals, now, now.plusSeconds(300))) {
            claims.add(((DeliveryStore.Admission.Claimed) admission).claim());
        }
        store.doneAll(claims, now);
        assertThat(statements).hasSize(2);
    }
}
