package io.exportcomments.update.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryDeliveryStoreTest extends DeliveryStoreContract {
    private final DeliveryStore only = InMemoryDeliveryStore.create();

    @Override
    protected DeliveryStore store() {
        return only;
    }

    @Test
    void beyondItsBoundItForgetsWhatWasHandledAndTakesNoMoreWhereNothingWas() {
        InMemoryDeliveryStore store = InMemoryDeliveryStore.create(2);
        Instant now = Instant.EPOCH;
        Admission first = store.admit("a", new byte[1], now, now.plusSeconds(9));
        store.admit("b", new byte[1], now, now.plusSeconds(9));
        assertThat(store.admit("c", new byte[1], now, now.plusSeconds(9))).isEqualTo(new Admission.Full());
        store.done(((Admission.Claimed) first).claim(), now);
        assertThat(store.admit("c", new byte[1], now, now.plusSeconds(9))).isInstanceOf(Admission.Claimed.class);
        assertThat(store.size()).isEqualTo(2);
        assertThatThrownBy(() -> InMemoryDeliveryStore.create(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
