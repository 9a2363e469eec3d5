package io.exportcomments.bulk.internal;

import io.exportcomments.adapter.SerialExecutor;
import io.exportcomments.bulk.batch.ItemEvent;
import io.exportcomments.bulk.batch.ItemState;
import io.exportcomments.bulk.port.ItemRecord;
import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.DeadlineExceededException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.JobGuid;
import io.exportcomments.port.Timekeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Has items sent, and decides what each outcome means. To be used in tasks of its executor only. */
final class Sendings implements SendingOutcome {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_LOOKS = 6;
    private static final int MOST_LOOKS_IN_VAIN = 30;

    private final SingleCreations single;
    private final ItemSender sender;
    private final WorkLog log;
    private final ActiveItems items;
    private final Timekeeper time;
    private final SerialExecutor serial;
    private final Reports reports;
    private long notBefore;
    private int troubles;

    Sendings(
            SingleCreations single,
            ItemSender sender,
            WorkLog log,
            ActiveItems items,
            Timekeeper time,
            SerialExecutor serial,
            Reports reports) {
        this.single = single;
        this.sender = sender;
        this.log = log;
        this.items = items;
        this.time = time;
        this.serial = serial;
        this.reports = reports;
        notBefore = time.nanoTime();
    }

    /** How long nothing is sent yet; zero or less if something may be. */
    Duration pauseLeft() {
        return Duration.ofNanos(notBefore - time.nanoTime());
    }

    /** Sends items that wait, those of the same options together where the sender takes them so. */
    void send(List<ItemRecord> waiting) {
        Map<ExportOptions, List<Sending>> groups = new LinkedHashMap<>();
        for (ItemRecord item : waiting) {
            Sending sending = begun(item);
            if (item.job() != null) {
                sender.send(List.of(sending), this);
            } else {
                List<Sending> group = groups.computeIfAbsent(item.request().options(), options -> new ArrayList<>());
                group.add(sending);
                if (group.size() >= sender.mostAtOnce()) {
                    groups.remove(item.request().options());
                    sender.send(List.copyOf(group), this);
                }
            }
        }
        groups.values().forEach(group -> sender.send(group, this));
    }

    /** Finds out what became of a sending that nobody settled. */
    void lookUp(ItemRecord item) {
        JobGuid answer = items.answer(item.id());
        if (answer != null) {
            items.put(item.id(), () -> {});
            items.settle(item, Change.created(answer));
            return;
        }
        Sending sending = begun(item);
        try {
            single.resume(
                    sending,
                    Objects.requireNonNull(item.sentAt()),
                    log.others(item).jobs(),
                    this);
        } catch (RuntimeException e) {
            failed(sending, e);
        }
    }

    private Sending begun(ItemRecord item) {
        Sending sending = new Sending(item, log, time);
        items.put(item.id(), sending::cancel);
        return sending;
    }

    @Override
    public void created(Sending sending, JobGuid job) {
        serial.execute(() -> {
            troubles = 0;
            items.settle(sending.item(), Change.created(job));
        });
    }

    @Override
    public void failed(Sending sending, Throwable error) {
        serial.execute(() -> judge(sending, error));
    }

    private void judge(Sending sending, Throwable error) {
        ItemRecord item = sending.item();
        if (items.isClosed() || sending.isGivenUp() || !items.has(item.id())) {
            return;
        }
        if (isCertainlyNotCreated(sending, error)) {
            notCreated(item, error);
        } else if (error instanceof CreateOutcomeUnknownException unknown && !sending.isNoted()) {
            unclear(item, unknown);
        } else {
            items.release(item, sending.isNoted() ? Duration.ZERO : SOON);
        }
    }

    private static boolean isCertainlyNotCreated(Sending sending, Throwable error) {
        boolean neverSent = sending.item().state() == ItemState.WAITING;
        return neverSent
                || error instanceof NotSentException
                || (error instanceof ExportCommentsException known && known.provesNothingTaken());
    }

    private void notCreated(ItemRecord item, Throwable error) {
        if (item.job() != null && error instanceof NotFoundException) {
            items.settle(item, Change.tryLater(Duration.ZERO, "its job is gone").forgettingTheJob());
        } else if (isOfThisOne(error)) {
            items.settle(item, Change.of(ItemEvent.REFUSED, text(error)));
        } else {
            pause(error);
            items.settle(item, Change.tryLater(error instanceof NotSentException ? SOON : Duration.ZERO, text(error)));
        }
    }

    /** Everything else is trouble of the account, the service or the network, which other items have as well. */
    private static boolean isOfThisOne(Throwable error) {
        return error instanceof InvalidRequestException
                || (error instanceof PermissionException denied
                        && denied.context()
                                .errorCode()
                                .filter("PLATFORM_NOT_ALLOWED"::equals)
                                .isPresent());
    }

    private void pause(Throwable error) {
        if (error instanceof NotSentException || error instanceof DeadlineExceededException) {
            return;
        }
        Duration wait = error instanceof ExportCommentsException known
                ? known.retryAfter().orElse(null)
                : null;
        if (wait == null) {
            boolean forLong = error instanceof AuthenticationException
                    || error instanceof PermissionException
                    || error instanceof ClientClosedException;
            wait = forLong ? LONGEST_PAUSE : ActiveItems.pause(troubles++, LONGEST_PAUSE);
        }
        long until = time.nanoTime() + wait.toNanos();
        if (until - notBefore > 0) {
            notBefore = until;
            reports.sendingPaused(wait, text(error));
        }
    }

    /** Jobs that other workers had not written down yet may have been in the way: then another look tells more. */
    private void unclear(ItemRecord item, CreateOutcomeUnknownException error) {
        WorkLog.Others others;
        try {
            others = log.others(item);
        } catch (RuntimeException e) {
            reports.storeFailed(e);
            items.release(item, LOOK_AGAIN);
            return;
        }
        boolean nothingSeen = error.candidates().isEmpty();
        boolean mayClear = others.unsettled() || error.candidates().stream().anyMatch(others.jobs()::containsKey);
        if (item.givenBack() < (nothingSeen ? MOST_LOOKS_IN_VAIN : mayClear ? MOST_LOOKS : 1)) {
            items.release(item, LOOK_AGAIN.multipliedBy(1 + item.givenBack()));
        } else {
            items.settle(item, Change.of(ItemEvent.UNCLEAR, text(error)));
        }
    }

    private static String text(Throwable error) {
        return error instanceof ExportCommentsException || error instanceof NotSentException
                ? String.valueOf(error.getMessage())
                : error.getClass().getSimpleName();
    }
}
