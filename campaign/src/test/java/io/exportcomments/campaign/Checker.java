package io.exportcomments.campaign;

import io.exportcomments.AsyncJobHandle;
import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.Schedule.Store;
import io.exportcomments.campaign.ToldOrder.Told;
import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.CreateOutcomeUnknownException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.UpdatesUnavailableException;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.webhook.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what was wrong with a run, by what the service knows and what listeners heard, and by nothing else. */
final class Checker {
    /** How long after an end, and after all trouble, it may be told at the latest. */
    private static final Duration LATEST = Duration.ofSeconds(150);

    private static final Duration NEARLY_A_MINUTE = Duration.ofSeconds(57);

    private final Run run;
    private final List<Violation> violations = new ArrayList<>();

    private Checker(Run run) {
        this.run = run;
    }

    static List<Violation> check(Run run) {
        Checker checker = new Checker(run);
        run.listeners.forEach(checker::listener);
        checker.creations();
        checker.plan();
        checker.deliveries();
        checker.leftovers();
        checker.secrets();
        return checker.violations;
    }

    /** What is wrong with a run that had to be stopped as it came to no rest: whoever listens then, hears no end. */
    static List<Violation> checkStopped(Run run, String why) {
        Checker checker = new Checker(run);
        run.listeners.stream()
                .filter(listener -> !listener.isOver())
                .forEach(listener -> checker.broken(Promise.LOST_END, listener + " heard no end, as nothing went on"));
        checker.broken(Promise.NO_REST, why);
        return checker.violations;
    }

    private void broken(Promise promise, String how) {
        violations.add(new Violation(promise, how));
    }

    // What a listener heard

    private void listener(Listener listener) {
        inOrder(listener);
        if (listener.completions + listener.errors.size() > 1) {
            broken(Promise.SECOND_END, listener + " heard the end of the stream more than once");
        }
        if (listener.callsAtCancel >= 0 && listener.calls > listener.callsAtCancel) {
            broken(
                    Promise.TOLD_AFTER_CANCEL,
                    listener + " heard " + (listener.calls - listener.callsAtCancel) + " more after it had cancelled");
        }
        JobStatus end = listener.end();
        if (end != null) {
            trueEnd(listener, end);
        } else if (listener.callsAtCancel < 0 && !listener.threw && !listener.ranOut()) {
            withoutEnd(listener);
        }
    }

    private void inOrder(Listener listener) {
        List<JobUpdate> updates = listener.updates;
        for (int i = 0; i < updates.size(); i++) {
            if (!updates.get(i).job().guid().equals(listener.guid)) {
                broken(Promise.FALSE_END, listener + " heard of another job");
            }
            if (i > 0) {
                violations.addAll(
                        ToldOrder.check(listener.toString(), Told.of(updates.get(i - 1)), Told.of(updates.get(i))));
            }
        }
    }

    private void trueEnd(Listener listener, JobStatus end) {
        List<Truth.End> ends = run.truth.ends(listener.guid.value());
        if (ends.stream().noneMatch(one -> one.status() == end)) {
            broken(Promise.FALSE_END, listener + " heard " + end + ", but the service says " + ends);
        }
        if (listener.ear() != Ear.AWAITS
                && listener.callsAtCancel < 0
                && !listener.threw
                && listener.completions == 0) {
            broken(Promise.LOST_END, listener + " heard the job's end, but not the stream's");
        }
        attempt(listener, end);
        inTime(listener, end);
    }

    /** The end is that of the attempt that it is told for. */
    private void attempt(Listener listener, JobStatus end) {
        Duration heard = listener.endHeardAt;
        if (heard == null) {
            return;
        }
        JobUpdate last = listener.updates.get(listener.updates.size() - 1);
        if (listener.updates.stream().anyMatch(update -> update.job().retry().isEmpty())) {
            // Nobody told the client which one it began with.
            return;
        }
        int attempt = last.attempt() - 1;
        boolean known = run.truth.ends(listener.guid.value()).stream()
                .anyMatch(one -> (one.attempt() == attempt || (one.attempt() > attempt && isDoneByEvent(last)))
                        && one.status() == end
                        && one.at().compareTo(heard) <= 0);
        if (!known) {
            broken(
                    Promise.FALSE_END,
                    listener + " heard " + end + " of attempt " + (attempt + 1) + ", but the service says "
                            + run.truth.ends(listener.guid.value()));
        }
    }

    /**
     * An event carries no attempt, and done is believed at once: of a retry that no event told of, the client can't
     * know.
     */
    private static boolean isDoneByEvent(JobUpdate update) {
        return update.status() == JobStatus.DONE
                && Set.of("websocket", "webhook").contains(update.source());
    }

    private void inTime(Listener listener, JobStatus end) {
        Duration heard = listener.endHeardAt;
        Duration ended = run.truth.lastEnd(listener.guid.value());
        if (heard == null || ended == null || run.closedEarly || listener.ear() != Ear.PLAIN) {
            return;
        }
        Duration begun = later(ended, listener.begunAt);
        boolean fair = Punctuality.isFair(run, begun);
        Duration from = fair ? Punctuality.counted(run, begun) : later(begun, run.calmSince);
        Duration bound = fair ? Punctuality.bound(run, end) : LATEST;
        if (heard.compareTo(from.plus(bound)) > 0) {
            broken(
                    Promise.LATE_END,
                    listener + " heard " + end + " " + heard.minus(from).toMillis() + " ms late, " + bound.toMillis()
                            + " are allowed");
        }
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void withoutEnd(Listener listener) {
        if (listener.errors.isEmpty()) {
            broken(Promise.LOST_END, listener + " heard no end, after " + listener.updates.size() + " updates");
            return;
        }
        Throwable error = Listener.unwrapped(listener.errors.get(0));
        if (!mayEndWith(error) && !mayBeUnknown(listener, error)) {
            broken(Promise.WRONG_ERROR, listener + " ended with " + error);
        }
    }

    /** A job of which this client never saw anything is not waited for when it is said not to be there. */
    private boolean mayBeUnknown(Listener listener, Throwable error) {
        return error instanceof NotFoundException
                && listener.updates.isEmpty()
                && !listener.created()
                && run.schedule.faults().stream().anyMatch(fault -> fault.kind() == FaultKind.REFUSED_BETWEEN);
    }

    private boolean mayEndWith(Throwable error) {
        if (error instanceof ClientClosedException) {
            return run.closedEarly;
        }
        Sources sources = run.schedule.setting().sources();
        return error instanceof UpdatesUnavailableException
                && (sources == Sources.WEBSOCKET || sources == Sources.WEBHOOK || sources == Sources.WEBSOCKET_WEBHOOK);
    }

    // Creations

    private void creations() {
        Map<String, Integer> asked = new HashMap<>();
        Map<String, Integer> unsure = new HashMap<>();
        Map<String, Integer> given = new HashMap<>();
        Set<String> guids = new HashSet<>();
        for (Run.Creation creation : run.creations.values()) {
            asked.merge(creation.url(), 1, Integer::sum);
            if (!creation.outcome().isDone()) {
                broken(Promise.CREATION_WITHOUT_END, "The creation of " + creation.url() + " has no end");
                continue;
            }
            AsyncJobHandle handle =
                    creation.outcome().exceptionally(error -> null).join();
            if (handle != null) {
                given.merge(creation.url(), 1, Integer::sum);
                if (!guids.add(handle.guid().value())) {
                    broken(Promise.DOUBLED_JOB, "Two creations of " + creation.url() + " were given one job");
                }
            } else if (mayHaveTaken(creation)) {
                unsure.merge(creation.url(), 1, Integer::sum);
            }
        }
        for (String url : asked.keySet()) {
            jobsOf(url, asked.get(url), given.getOrDefault(url, 0), unsure.getOrDefault(url, 0));
        }
    }

    private static boolean mayHaveTaken(Run.Creation creation) {
        Throwable error = creation.outcome()
                .handle((handle, failure) -> Listener.unwrapped(failure))
                .join();
        return error instanceof CreateOutcomeUnknownException || error instanceof ClientClosedException;
    }

    private void jobsOf(String url, int asked, int given, int unsure) {
        long found = run.schedule.jobs().stream()
                .filter(job -> job.origin() == Origin.FOUND && Run.url(job).equals(url))
                .count();
        long made = run.world.jobs().all().stream()
                        .filter(job -> job.url().equals(url))
                        .count()
                - found;
        if (made > asked) {
            broken(Promise.DOUBLED_JOB, made + " jobs for " + asked + " creations of " + url);
        }
        if (made < given - found) {
            broken(Promise.LOST_JOB, "Only " + made + " jobs for " + given + " that were given out of " + url);
        }
        if (made - given > unsure) {
            broken(
                    Promise.LOST_JOB,
                    made + " jobs of " + url + ", of which " + given + " were given out and " + unsure
                            + " said to be possible");
        }
    }

    // The plan

    private void plan() {
        if (run.schedule.setting().policies() && run.world.refusals() > 0) {
            broken(Promise.OVER_THE_PLAN, "The service refused " + run.world.refusals() + " requests");
        }
        int most = run.schedule.setting().plan().requestsPerMinute() / 2;
        if (asksOnlyToWatch() && mostReadings() > most) {
            broken(
                    Promise.OVER_THE_SHARE,
                    mostReadings() + " readings in a minute, where " + most + " are the watches'");
        }
    }

    private boolean asksOnlyToWatch() {
        return run.schedule.jobs().stream()
                .allMatch(job -> job.origin() == Origin.FOUND
                        && job.commands().stream()
                                .noneMatch(one -> one.command() == Command.STOP || one.command() == Command.RETRY));
    }

    /** In a little less than a minute, as requests may get closer to each other on their way. */
    private int mostReadings() {
        Deque<Instant> window = new ArrayDeque<>();
        int most = 0;
        for (JournalEntry entry : run.world.service().journal().entries()) {
            if (entry.operation() == MockOperation.GET || entry.operation() == MockOperation.LIST) {
                window.addLast(entry.at());
                while (window.getFirst().plus(NEARLY_A_MINUTE).isBefore(entry.at())) {
                    window.removeFirst();
                }
                most = Math.max(most, window.size());
            }
        }
        return most;
    }

    // Deliveries

    private void deliveries() {
        Postbox postbox = run.world.postbox();
        if (postbox == null) {
            return;
        }
        if (postbox.unsignedTaken() > 0) {
            broken(Promise.FORGED_TAKEN, postbox.unsignedTaken() + " deliveries without a signature were taken");
        }
        Map<String, Integer> handled = postbox.handled();
        for (WebhookDelivery delivery : run.world.service().webhooks().deliveries()) {
            if (delivery.attempts().stream().anyMatch(attempt -> attempt.forged() && attempt.taken())) {
                broken(Promise.FORGED_TAKEN, "A forged delivery was taken: " + delivery.toLine());
            }
            int times = handled.getOrDefault(delivery.messageId(), 0);
            if (times > 1 && run.schedule.setting().store() != Store.SMALL && !run.closedEarly) {
                broken(Promise.HANDLED_TWICE, delivery.toLine() + " was handled " + times + " times");
            }
        }
        if (!run.closedEarly) {
            unhandled(run).forEach(which -> broken(Promise.NOT_HANDLED, which + " was taken, and not handled"));
        }
    }

    /** The deliveries that were taken and not handled by now, where the store has room for all. */
    static List<String> unhandled(Run run) {
        Postbox postbox = run.world.postbox();
        if (postbox == null || run.schedule.setting().store() == Store.SMALL) {
            return List.of();
        }
        Set<String> handled = postbox.handled().keySet();
        return run.world.service().webhooks().deliveries().stream()
                .filter(delivery -> !handled.contains(delivery.messageId())
                        && delivery.attempts().stream().anyMatch(WebhookDelivery.Attempt::taken))
                .map(WebhookDelivery::toLine)
                .toList();
    }

    // What is left

    private void leftovers() {
        if (run.timersAtRest > 0) {
            broken(Promise.TIMER_LEFT, run.timersAtRest + " timers without a watch");
        }
        if (run.socketsAtRest > 0) {
            broken(Promise.SOCKET_LEFT, run.socketsAtRest + " sockets without a watch");
        }
        if (run.exchangesAtRest > 0) {
            broken(Promise.EXCHANGE_LEFT, run.exchangesAtRest + " exchanges without a watch");
        }
        if (run.requestsAtRest > 0) {
            broken(Promise.ASKS_WITHOUT_WATCH, run.requestsAtRest + " requests without a watch");
        }
        if (!run.closedEarly && !run.followersAtRest) {
            broken(Promise.FOLLOWER_LEFT, "Something is followed that nobody watches");
        }
        if (run.world.timers() > 0) {
            broken(Promise.TIMER_LEFT, run.world.timers() + " timers after closing");
        }
        if (run.world.webhookTimers() > 0) {
            broken(Promise.TIMER_LEFT, run.world.webhookTimers() + " timers of the receiver after closing");
        }
        if (run.world.openSockets() > 0) {
            broken(Promise.SOCKET_LEFT, run.world.openSockets() + " sockets after closing");
        }
        if (run.world.openExchanges() > 0) {
            broken(Promise.EXCHANGE_LEFT, run.world.openExchanges() + " exchanges after closing");
        }
        if (!run.followedWithoutWatch.isEmpty()) {
            broken(Promise.FOLLOWER_LEFT, "Followed when everybody had left: " + run.followedWithoutWatch);
        }
        if (!run.noFollowers()) {
            broken(Promise.FOLLOWER_LEFT, "Something is followed after closing");
        }
        List<Integer> calls =
                run.listeners.stream().map(listener -> listener.calls).toList();
        for (int i = 0; i < run.callsAtClose.size(); i++) {
            if (!calls.get(i).equals(run.callsAtClose.get(i))) {
                broken(Promise.TOLD_AFTER_CLOSE, run.listeners.get(i) + " heard something after closing");
            }
        }
    }

    // Secrets

    private void secrets() {
        String told = run.world.told() + Logs.taken();
        for (String secret : List.of(MockService.DEFAULT_TOKEN, Postbox.SECRET, "eyJ")) {
            int at = told.indexOf(secret);
            if (at >= 0) {
                broken(Promise.SECRET_TOLD, "A secret was told: " + told.substring(Math.max(0, at - 80), at) + "…");
            }
        }
    }
}
