package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.BatchOutcomeUnknownException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.BatchRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Plan;
import io.exportcomments.job.RejectedUrl;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has items sent by batches of the service, and decides what each outcome means. An item that the service did not take
 * in a batch is sent alone, unless it is certain that this would end the same way; so what is refused in the end was
 * refused for itself. To be used in tasks of its executor only.
 */
final class BatchSendings implements BatchOutcome {
    private static final Duration WITHOUT_BATCHES = Duration.ofHours(1);
    private static final int FEW = 5;
    private static final int MOST_ALONE = 10_000;
    private static final Set<String> OF_THE_URL = Set.of("INVALID_URL", "INVALID_REQUEST", "PLATFORM_NOT_ALLOWED");
    private static final Set<String> OF_THE_ACCOUNT = Set.of("TOKEN_EXPIRED", "PLAN_EXPIRED");

    private final BatchCreations batches;
    private final WorkLog log;
    private final ActiveItems items;
    private final Timekeeper time;
    private final SerialExecutor serial;
    private final Reports reports;
    private final SendingPauses pauses;
    private final int limit;

    /** Items that the service did not take in a batch; the newest, within a bound. */
    private final Map<Long, String> alone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MOST_ALONE;
        }
    };

    private int largest;
    private int unanswered;

    /** What was given to the client, until what became of each item is known; each by itself. */
    private final Set<List<Sending>> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean ending;
    private @Nullable Long lastTaken;

    BatchSendings(
            BatchCreations batches,
            Plan plan,
            WorkLog log,
            ActiveItems items,
            Timekeeper time,
            SerialExecutor serial,
            Reports reports,
            SendingPauses pauses) {
        this.batches = batches;
        this.log = log;
        this.items = items;
        this.time = time;
        this.serial = serial;
        this.reports = reports;
        this.pauses = pauses;
        limit = Math.min(plan.batches().urls(), BatchRequest.MOST_URLS);
        largest = limit;
    }

    /** How many items a batch may have; 0 while none is to be sent, such as before the last one was answered. */
    int largest() {
        return unanswered > 0 || pauses.together().compareTo(Duration.ZERO) > 0 ? 0 : largest;
    }

    /** Whether a batch has gone out of whose items it is not known what became of them. */
    boolean areUnanswered() {
        return open.stream().anyMatch(BatchSendings::isNoted);
    }

    private static boolean isNoted(List<Sending> group) {
        return group.stream().anyMatch(Sending::isNoted);
    }

    /** Gives up what has not gone out, and sends nothing more. */
    void cancelWaiting() {
        ending = true;
        List.copyOf(open).stream().filter(group -> !isNoted(group)).forEach(group -> group.forEach(Sending::cancel));
    }

    /** How long ago the last batch was taken. */
    Duration sinceLast() {
        Long last = lastTaken;
        return last == null ? WITHOUT_BATCHES : Duration.ofNanos(time.nanoTime() - last);
    }

    /** Whether an item may be part of a batch. */
    boolean takes(ItemRecord item) {
        return !alone.containsKey(item.id());
    }

    /** Sends items that wait, have the same options, and each a URL of its own. */
    void send(List<ItemRecord> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Sending> group = new ArrayList<>();
        for (ItemRecord item : waiting) {
            Sending sending = new Sending(item, log, time);
            items.putUncounted(item.id(), sending::cancel);
            group.add(sending);
        }
        sendOut(group);
    }

    private void sendOut(List<Sending> group) {
        List<Sending> sent = List.copyOf(group);
        open.add(sent);
        unanswered++;
        batches.send(sent, this);
    }

    @Override
    public boolean isOver() {
        return items.isClosed();
    }

    @Override
    public void taken(List<Sending> group) {
        serial.execute(() -> {
            unanswered--;
            pauses.worked();
            lastTaken = time.nanoTime();
            if (group.size() >= largest) {
                largest = Math.min(limit, largest * 2);
            }
        });
    }

    @Override
    public void created(Sending sending, JobGuid job) {
        serial.execute(() -> items.settle(sending.item(), Change.created(job)));
    }

    @Override
    public void rejected(Sending sending, RejectedUrl url) {
        String why = url.reason().or(url::errorCode).orElse("the service gave no reason");
        serial.execute(() -> {
            if (url.errorCode().filter(OF_THE_URL::contains).isPresent()) {
                items.settle(sending.item(), Change.of(ItemEvent.REFUSED, why));
            } else {
                sendAlone(sending, why);
            }
        });
    }

    private void sendAlone(Sending sending, String why) {
        alone.put(sending.item().id(), why);
        items.settle(sending.item(), Change.tryLater(Duration.ZERO, why));
    }

    @Override
    public void unnamed(Sending sending) {
        serial.execute(() -> release(sending));
    }

    /** What may have been created is looked up later, each item of its own. */
    private void release(Sending sending) {
        if (items.has(sending.item().id())) {
            items.release(sending.item(), Duration.ZERO);
        }
    }

    @Override
    public void unclear(Sending sending, String why) {
        serial.execute(() -> items.settle(sending.item(), Change.of(ItemEvent.UNCLEAR, why)));
    }

    @Override
    public void failed(List<Sending> group, Throwable error) {
        serial.execute(() -> {
            unanswered--;
            List<Sending> own = group.stream()
                    .filter(sending ->
                            !sending.isGivenUp() && items.has(sending.item().id()))
                    .toList();
            if (!items.isClosed() && !own.isEmpty()) {
                judge(own, error);
            }
            over(group);
        });
    }

    @Override
    public void told(List<Sending> group) {
        serial.execute(() -> over(group));
    }

    private void over(List<Sending> group) {
        open.remove(group);
        items.wake();
    }

    private void judge(List<Sending> group, Throwable error) {
        if (isWithoutBatches(error)) {
            reports.noBatches();
            pauses.noBatchAnyMore();
            group.forEach(sending -> sendAgain(sending, error));
        } else if (error instanceof BatchOutcomeUnknownException unknown) {
            takeFound(group, unknown);
        } else if (!group.stream().allMatch(sending -> Sendings.isCertainlyNotCreated(sending, error))) {
            group.forEach(this::release);
        } else if (Sendings.isOfThisOne(error) || error instanceof IllegalArgumentException) {
            refusedAsAWhole(group, error);
        } else if (error instanceof PermissionException denied && !isOfTheAccount(denied)) {
            pauses.noBatchFor(WITHOUT_BATCHES);
            group.forEach(sending -> sendAgain(sending, error));
        } else {
            pauses.afterBatch(error);
            if (SendingPauses.isOfAll(error)) {
                group.forEach(sending -> reports.triedAgain(sending.waiting(), error));
            }
            group.forEach(sending -> sendAgain(sending, error));
        }
    }

    /** An older service, of which the client has seen that it took nothing; or a transport that can't send batches. */
    private static boolean isWithoutBatches(Throwable error) {
        return (error instanceof NotFoundException gone && gone.provesNothingTaken())
                || (error instanceof BatchOutcomeUnknownException
                        && error.getCause() instanceof UnsupportedOperationException);
    }

    private static boolean isOfTheAccount(PermissionException denied) {
        return denied.context().errorCode().filter(OF_THE_ACCOUNT::contains).isPresent();
    }

    private void sendAgain(Sending sending, Throwable error) {
        boolean others = error instanceof NotSentException && sending.isNoted();
        items.settle(
                sending.item(),
                others ? Change.tryLater(Duration.ZERO, Sendings.text(error)) : Sendings.tryLater(error));
    }

    private void takeFound(List<Sending> group, BatchOutcomeUnknownException unknown) {
        for (Sending sending : group) {
            JobGuid job = unknown.found().get(sending.item().request().url());
            if (job != null) {
                items.settle(sending.item(), Change.created(job));
            } else {
                release(sending);
            }
        }
    }

    /** One URL may have been enough for that, or its size: halves show which, and few are sent alone. */
    private void refusedAsAWhole(List<Sending> group, Throwable error) {
        largest = Math.max(1, Math.min(largest, group.size() / 2));
        if (ending) {
            group.forEach(sending -> sendAgain(sending, error));
        } else if (group.size() <= FEW) {
            group.forEach(sending -> sendAlone(sending, Sendings.text(error)));
        } else {
            int half = group.size() / 2;
            sendOut(group.subList(0, half));
            sendOut(group.subList(half, group.size()));
        }
    }
}
