package io.exportcomments.update.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.testkit.time.VirtualTimekeeper;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A claim is asked for again before the handler is called, unless nobody else can have it by then. */
class FreshClaimTest {
    private static final String SECRET = "whsec_0123456789abcdef0123456789abcdef";

    private final VirtualTimekeeper time = new VirtualTimekeeper();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Object> handled = new CopyOnWriteArrayList<>();
    private Duration admissionTakes = Duration.ZERO;

    /** What a store is asked, and how long it takes. */
    private DeliveryStore store() {
        InMemoryDeliveryStore memory = InMemoryDeliveryStore.create();
        return (DeliveryStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DeliveryStore.class}, (proxy, method, arguments) -> {
                    if (List.of("admit", "renew", "done").contains(method.getName())) {
                        asked.add(method.getName());
                    }
                    try {
                        Object answer = method.invoke(memory, arguments);
                        if (method.getName().equals("admit")) {
                            time.advance(admissionTakes);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void receive(Duration lease) throws Exception {
        byte[] body = "{\"event\":\"export.finished\",\"message_id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .secret(WebhookSecret.of(SECRET))
                .handler(handled::add)
                .store(store())
                .lease(lease)
                .answerWhenHandled()
                .timekeeper(time)
                .build()) {
            assertThat(receiver.receive(List.of(signature(body)), body).get(20, TimeUnit.SECONDS))
                    .isEqualTo(WebhookAnswer.TAKEN);
        }
        assertThat(handled).hasSize(1);
    }

    private static String signature(byte[] body) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(hmac.doFinal(body));
    }

    @Test
    void whatIsNewIsNotAskedForAgain() throws Exception {
        receive(Duration.ofMinutes(5));
        assertThat(asked).containsExactly("admit", "done");
    }

    @Test
    void whatMayBeSomebodyElsesIsAskedForAgain() throws Exception {
        admissionTakes = Duration.ofMillis(1_001);
        receive(Duration.ofMinutes(5));
        assertThat(asked).containsExactly("admit", "renew", "done");
    }

    @Test
    void aShortLeaseIsSoonerOld() throws Exception {
        admissionTakes = Duration.ofMillis(101);
        receive(Duration.ofSeconds(1));
        assertThat(asked).containsExactly("admit", "renew", "done");
    }
}
