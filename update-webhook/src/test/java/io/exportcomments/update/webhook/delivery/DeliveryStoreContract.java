package io.exportcomments.update.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.update.webhook.delivery.DeliveryStore.Admission;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Arrival;
import io.exportcomments.update.webhook.delivery.DeliveryStore.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of deliveries does. */
@Timeout(60)
public abstract class DeliveryStoreContract {
    private static final byte[] BODY =
            "{\"event\":\"export.created\"}\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    private static final Instant NOW = Instant.parse("2026-03-01T07:30:00Z");
    private static final Instant LATER = NOW.plusSeconds(300);

    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    /** One more instance over the same deliveries; an in-memory store has only one. */
    protected abstract DeliveryStore store();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static Claim claimed(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Claimed.class);
        return ((Admission.Claimed) admission).claim();
    }

    @Test
    void aNewDeliveryIsClaimedAndKnownFromThenOn() {
        DeliveryStore store = store();
        Claim claim = claimed(store.admit("id:1", BODY, NOW, LATER));
        assertThat(claim.body()).isEqualTo(BODY);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(store().admit("id:1", BODY, NOW, LATER)).isEqualTo(new Admission.Known(false));
        store.done(claim, NOW);
        assertThat(store().admit("id:1", BODY, LATER.plusSeconds(99), LATER)).isEqualTo(new Admission.Known(true));
        claimed(store().admit("id:2", BODY, NOW, LATER));
    }

    @Test
    void aClaimThatIsOverIsForWhoeverComesFirst() {
        DeliveryStore store = store();
        Claim first = claimed(store.admit("id:1", BODY, NOW, LATER));
        assertThat(store.claimDue(10, LATER.minusMillis(1), LATER)).isEmpty();
        Claim second = store().claimDue(10, LATER, LATER.plusSeconds(300)).get(0);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.body()).isEqualTo(BODY);
        assertThat(second).isNotEqualTo(first);
        assertThat(store.claimDue(10, LATER, LATER)).isEmpty();
        assertThat(store.renew(first, LATER)).isFalse();
        assertThat(store.renew(second, LATER.plusSeconds(600))).isTrue();
        assertThat(store.claimDue(10, LATER.plusSeconds(599), LATER)).isEmpty();
    }

    @Test
    void aDeliveryThatComesAgainWhenItIsDueIsClaimed() {
        DeliveryStore store = store();
        claimed(store.admit("id:1", BODY, NOW, LATER));
        assertThat(claimed(store.admit("id:1", BODY, LATER, LATER.plusSeconds(1)))
                        .attempt())
                .isEqualTo(2);
    }

    @Test
    void whoLostTheClaimChangesNothingButThatItIsDone() {
        DeliveryStore store = store();
        Claim lost = claimed(store.admit("id:1", BODY, NOW, NOW));
        Claim valid = claimed(store.admit("id:1", BODY, NOW, LATER));
        store.release(lost, NOW);
        store.forget(lost);
        store.putAside(lost, NOW);
        assertThat(store.claimDue(10, NOW, LATER)).isEmpty();
        assertThat(store.renew(valid, LATER)).isTrue();
        store.done(lost, NOW);
        assertThat(store.admit("id:1", BODY, LATER, LATER)).isEqualTo(new Admission.Known(true));
        assertThat(store.renew(valid, LATER)).isFalse();
    }

    @Test
    void aReleasedDeliveryIsDueAtItsTime() {
        DeliveryStore store = store();
        Claim claim = claimed(store.admit("id:1", BODY, NOW, LATER));
        store.release(claim, NOW.plusSeconds(2));
        assertThat(store.claimDue(10, NOW.plusSeconds(1), LATER)).isEmpty();
        assertThat(store.claimDue(10, NOW.plusSeconds(2), LATER)).hasSize(1);
    }

    @Test
    void aForgottenDeliveryIsNew() {
        DeliveryStore store = store();
        store.forget(claimed(store.admit("id:1", BODY, NOW, LATER)));
        assertThat(claimed(store.admit("id:1", BODY, NOW, LATER)).attempt()).isEqualTo(1);
    }

    @Test
    void whatIsPutAsideIsKnownAndNeverDue() {
        DeliveryStore store = store();
        store.putAside(claimed(store.admit("id:1", BODY, NOW, LATER)), NOW);
        assertThat(store.claimDue(10, LATER.plusSeconds(9_999), LATER)).isEmpty();
        assertThat(store.admit("id:1", BODY, LATER, LATER)).isEqualTo(new Admission.Known(false));
    }

    @Test
    void whatIsDueLongestComesFirst() {
        DeliveryStore store = store();
        for (int i = 0; i < 5; i++) {
            claimed(store.admit("id:" + i, BODY, NOW, NOW.plusSeconds(10 - i)));
        }
        assertThat(store.claimDue(3, LATER, LATER.plusSeconds(1)).stream().map(Claim::key))
                .containsExactly("id:4", "id:3", "id:2");
        assertThat(store.claimDue(3, LATER, LATER.plusSeconds(1)).stream().map(Claim::key))
                .containsExactly("id:1", "id:0");
    }

    @Test
    void whatWasHandledLongAgoIsForgotten() {
        DeliveryStore store = store();
        claimed(store.admit("id:open", BODY, NOW, NOW));
        store.done(claimed(store.admit("id:old", BODY, NOW, LATER)), NOW);
        store.done(claimed(store.admit("id:new", BODY, NOW, LATER)), NOW.plusSeconds(1));
        store.prune(NOW.plusSeconds(1));
        assertThat(store.admit("id:new", BODY, NOW, LATER)).isEqualTo(new Admission.Known(true));
        claimed(store.admit("id:old", BODY, NOW, LATER));
        assertThat(store.claimDue(10, NOW, LATER)).hasSize(1);
    }

    @Test
    void ofManyThatAdmitOneDeliveryAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "id:" + round;
            List<Admission> admissions = atOnce(8, store -> store.admit(key, BODY, NOW, LATER));
            assertThat(admissions.stream().filter(Admission.Claimed.class::isInstance))
                    .hasSize(1);
            assertThat(admissions.stream().filter(new Admission.Known(false)::equals))
                    .hasSize(7);
        }
    }

    @Test
    void whatIsDueIsClaimedOnceByAllInstancesTogether() throws Exception {
        DeliveryStore first = store();
        for (int i = 0; i < 60; i++) {
            claimed(first.admit("id:" + i, BODY, NOW, NOW));
        }
        List<Claim> all = new ArrayList<>();
        for (int round = 0; all.size() < 60 && round < 60; round++) {
            atOnce(4, store -> store.claimDue(10, NOW, LATER)).forEach(all::addAll);
        }
        assertThat(all.stream().map(Claim::key)).hasSize(60).doesNotHaveDuplicates();
        assertThat(first.claimDue(10, NOW, LATER)).isEmpty();
    }

    private interface Step<T> {
        T on(DeliveryStore store);
    }

    private static List<Arrival> arrivals(String... keys) {
        return Arrays.stream(keys)
                .map(key -> new Arrival(key, key.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void severalAreAdmittedAsEachWouldBe() {
        DeliveryStore store = store();
        store.admit("id:2", BODY, NOW, LATER);
        store.done(claimed(store.admit("id:3", BODY, NOW, LATER)), NOW);
        store.release(claimed(store.admit("id:5", BODY, NOW, LATER)), NOW.minusSeconds(1));
        List<Admission> admissions =
                store.admitAll(arrivals("id:9", "id:2", "id:3", "id:1", "id:5", "id:4", "id:6"), NOW, LATER);
        assertThat(admissions.get(1)).isEqualTo(new Admission.Known(false));
        assertThat(admissions.get(2)).isEqualTo(new Admission.Known(true));
        for (int fresh : List.of(0, 3, 5, 6)) {
            Claim claim = claimed(admissions.get(fresh));
            assertThat(claim.attempt()).isEqualTo(1);
            assertThat(new String(claim.body(), StandardCharsets.UTF_8)).isEqualTo(claim.key());
            assertThat(store().renew(claim, LATER.plusSeconds(1))).isTrue();
        }
        assertThat(claimed(admissions.get(0)).key()).isEqualTo("id:9");
        assertThat(claimed(admissions.get(4)).attempt()).isEqualTo(2);
        assertThat(claimed(admissions.get(4)).body()).isEqualTo(BODY);
    }

    @Test
    void whatComesTwiceAmongSeveralIsAdmittedOnce() {
        List<Admission> admissions = store().admitAll(arrivals("id:1", "id:2", "id:1", "id:3"), NOW, LATER);
        assertThat(admissions.subList(0, 2)).allMatch(Admission.Claimed.class::isInstance);
        assertThat(admissions.get(2)).isEqualTo(new Admission.Known(false));
        assertThat(claimed(admissions.get(3)).key()).isEqualTo("id:3");
    }

    @Test
    void severalAreDoneAsEachWouldBe() {
        DeliveryStore store = store();
        String[] keys = IntStream.range(0, 31).mapToObj(i -> "id:" + i).toArray(String[]::new);
        List<Claim> claims = store.admitAll(arrivals(keys), NOW, LATER).stream()
                .map(DeliveryStoreContract::claimed)
                .toList();
        store.doneAll(claims.subList(1, 31), NOW);
        assertThat(store().admitAll(arrivals(keys), LATER, LATER.plusSeconds(9)).stream()
                        .filter(new Admission.Known(true)::equals))
                .hasSize(30);
        assertThat(store().claimDue(99, LATER.plusSeconds(9), LATER.plusSeconds(99)))
                .extracting(Claim::key)
                .containsExactly("id:0");
    }

    @Test
    void severalThatComeToSeveralInstancesAreEachClaimedOnce() throws Exception {
        List<Integer> numbers = IntStream.range(0, 30).boxed().toList();
        List<List<Admission>> all = atOnce(6, store -> {
            List<Integer> shuffled = new ArrayList<>(numbers);
            Collections.shuffle(shuffled, new Random(System.identityHashCode(store)));
            String[] keys = shuffled.stream().map(i -> "id:" + i).toArray(String[]::new);
            return store.admitAll(arrivals(keys), NOW, LATER);
        });
        assertThat(all.stream()
                        .flatMap(List::stream)
                        .filter(Admission.Claimed.class::isInstance)
                        .map(admission -> claimed(admission).key()))
                .hasSize(30)
                .doesNotHaveDuplicates();
    }

    private <T> List<T> atOnce(int times, Step<T> step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(times);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            DeliveryStore store = store();
            Callable<T> task = () -> {
                start.await(20, TimeUnit.SECONDS);
                return step.on(store);
            };
            running.add(threads.submit(task));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get(20, TimeUnit.SECONDS));
        }
        return results;
    }
}
