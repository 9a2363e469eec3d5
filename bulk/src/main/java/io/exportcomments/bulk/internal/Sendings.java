package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Has items sent, and decides what each outcome means. To be used in tasks of its executor only. */
final class Sendings implements SendingOutcome {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AFTER_NO_LOOK = Duration.ofMinutes(2);
    private static final Duration LONGEST_WITHOUT_A_LOOK = Duration.ofDays(7);
    private static final int MOST_LOOKS = 12;
    private static final int MOST_LOOKS_IN_VAIN = 30;

    /** A creation that takes longer to go out is held up by something. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final SingleCreations single;
    private final WorkLog log;
    private final ActiveItems items;
    private final Timekeeper time;
    private final SerialExecutor serial;
    private final Reports reports;
    private final SendingPauses pauses;
    private final Map<Sending, Long> begun = new HashMap<>();

    Sendings(
            SingleCreations single,
            WorkLog log,
            ActiveItems items,
            Timekeeper time,
            SerialExecutor serial,
            Reports reports,
            SendingPauses pauses) {
        this.single = single;
        this.log = log;
        this.items = items;
        this.time = time;
        this.serial = serial;
        this.reports = reports;
        this.pauses = pauses;
    }

    /** Whether nothing is sent one by one for a time. */
    boolean isPaused() {
        return pauses.singly().compareTo(Duration.ZERO) > 0;
    }

    /** Whether creations wait for longer than they take to go out, or are not sent at all for a time. */
    boolean isHeldUp() {
        return isPaused() || waiting().anyMatch(since -> time.nanoTime() - since > PROMPT.toNanos());
    }

    /** Whether there are creations whose answers will tell soon how many more may be sent. */
    boolean areOnTheirWay() {
        return begun.entrySet().stream()
                .anyMatch(
                        sending -> sending.getKey().isNoted() && time.nanoTime() - sending.getValue() < SOON.toNanos());
    }

    /** Whether a creation has gone out whose answer has not come. */
    boolean areUnanswered() {
        return begun.keySet().stream().anyMatch(Sending::isNoted);
    }

    /** Gives up what has not gone out. */
    void cancelWaiting() {
        List.copyOf(begun.keySet()).stream()
                .filter(sending -> !sending.isNoted())
                .forEach(Sending::cancel);
    }

    /** Whether there are creations of which it will show within a second whether they are held up. */
    boolean mayBeHeldUp() {
        return waiting().findAny().isPresent() && !isHeldUp();
    }

    private Stream<Long> waiting() {
        return begun.entrySet().stream()
                .filter(sending -> !sending.getKey().isNoted())
                .map(Map.Entry::getValue);
    }

    /** Sends items that wait, each alone. */
    void send(List<ItemRecord> waiting) {
        for (ItemRecord item : waiting) {
            Sending sending = new Sending(item, log, time);
            items.put(item.id(), sending::cancel);
            if (item.job() == null) {
                begun.put(sending, time.nanoTime());
            }
            single.send(sending, this);
        }
    }

    /** Finds out what became of a sending that nobody settled. */
    void lookUp(ItemRecord item) {
        JobGuid answer = items.answer(item.id());
        if (answer != null) {
            items.put(item.id(), () -> {});
            items.settle(item, Change.created(answer));
            return;
        }
        Sending sending = new Sending(item, log, time);
        items.put(item.id(), sending::cancel);
        try {
            single.resume(
                    sending,
                    Objects.requireNonNull(item.sentAt()),
                    log.others(item).jobs(),
                    this);
        } catch (RuntimeException | Error e) {
            failed(sending, e);
        }
    }

    @Override
    public void created(Sending sending, JobGuid job) {
        serial.execute(() -> {
            begun.remove(sending);
            pauses.worked();
            items.settle(sending.item(), Change.created(job));
        });
    }

    @Override
    public void failed(Sending sending, Throwable error) {
        serial.execute(() -> judge(sending, error));
    }

    private void judge(Sending sending, Throwable error) {
        begun.remove(sending);
        ItemRecord item = sending.item();
        if (items.isClosed() || sending.isGivenUp() || !items.has(item.id())) {
            return;
        }
        if (isCertainlyNotCreated(sending, error)) {
            notCreated(sending, error);
        } else if (error instanceof CreateOutcomeUnknownException unknown && !sending.isNoted()) {
            unclear(item, unknown);
        } else {
            reports.triedAgain(item.shown(), error);
            items.release(item, sending.isNoted() ? Duration.ZERO : SOON);
        }
    }

    static boolean isCertainlyNotCreated(Sending sending, Throwable error) {
        boolean neverSent = sending.item().state() == ItemState.WAITING;
        return neverSent
                || error instanceof NotSentException
                || (error instanceof ExportCommentsException known && known.provesNothingTaken());
    }

    private void notCreated(Sending sending, Throwable error) {
        ItemRecord item = sending.item();
        if (item.job() != null && error instanceof NotFoundException gone && gone.provesNothingTaken()) {
            items.settle(item, Change.tryLater(Duration.ZERO, "its job is gone").forgettingTheJob());
        } else if (isOfThisOne(error)) {
            items.settle(item, Change.of(ItemEvent.REFUSED, text(error)));
        } else {
            pauses.afterSingle(error);
            reports.triedAgain(sending.waiting(), error);
            items.settle(item, tryLater(error));
        }
    }

    /** Everything else is trouble of the account, the service or the network, which other items have as well. */
    static boolean isOfThisOne(Throwable error) {
        return (error instanceof InvalidRequestException invalid && invalid.isPermanent())
                || (error instanceof PermissionException denied
                        && denied.context()
                                .errorCode()
                                .filter("PLATFORM_NOT_ALLOWED"::equals)
                                .isPresent());
    }

    static Change tryLater(Throwable error) {
        return Change.tryLater(error instanceof NotSentException ? SOON : Duration.ZERO, text(error));
    }

    /**
     * Jobs that other workers had not written down yet may have been in the way: then another look tells more, above
     * all if they all are written down by now.
     */
    private void unclear(ItemRecord item, CreateOutcomeUnknownException error) {
        WorkLog.Others others;
        try {
            others = log.others(item);
        } catch (RuntimeException | Error e) {
            reports.storeFailed(e);
            items.release(item, LOOK_AGAIN);
            return;
        }
        if (isUnread(error) && others.sinceSent().compareTo(LONGEST_WITHOUT_A_LOOK) < 0) {
            reports.triedAgain(item.shown(), error);
            items.releaseUntried(item, AFTER_NO_LOOK);
            return;
        }
        boolean areOthers = others.jobs().keySet().containsAll(error.candidates());
        boolean mayClear = others.unsettled() || error.candidates().stream().anyMatch(others.jobs()::containsKey);
        if (item.givenBack() < (areOthers ? MOST_LOOKS_IN_VAIN : mayClear ? MOST_LOOKS : 1)) {
            reports.triedAgain(item.shown(), error);
            items.release(item, LOOK_AGAIN.multipliedBy(1 + item.givenBack()));
        } else {
            items.settle(item, Change.of(ItemEvent.UNCLEAR, text(error)));
        }
    }

    /** Whether the list could not be read, so that there is nothing yet that a person could decide. */
    private static boolean isUnread(CreateOutcomeUnknownException error) {
        Throwable why = error.getCause();
        boolean failed = why instanceof DeadlineExceededException || (why != null && why.getSuppressed().length > 0);
        return failed && error.candidates().isEmpty();
    }

    static String text(Throwable error) {
        return error instanceof ExportCommentsException || error instanceof NotSentException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName();
    }
}
