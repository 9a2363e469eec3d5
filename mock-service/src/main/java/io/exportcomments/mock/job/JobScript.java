package io.exportcomments.mock.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The course that a job takes: how long it is queued, its steps of progress, its end, and what its results hold.
 * Immutable; each method returns a new script.
 *
 * <p>Steps follow each other, each after its own delay; the first delay begins when the job leaves the queue. A script
 * without an end runs until it is stopped.
 *
 * <pre>{@code
 * JobScript.queued(Duration.ofSeconds(2))
 *         .progress(Duration.ofSeconds(1), 0)
 *         .progress(Duration.ofSeconds(2), 100, 400)
 *         .fails(Duration.ofSeconds(1), "Video not found or is private")
 *         .onRetry(JobScript.queued(Duration.ZERO).done(Duration.ofSeconds(3)).rows(400));
 * }</pre>
 */
public final class JobScript {

    /** The most rows that a result may have. */
    public static final int MAX_ROWS = 100_000;

    private final Duration queuedFor;
    private final List<Step> steps;
    private final JobTraits traits;
    private final @Nullable JobScript retryScript;

    private JobScript(Duration queuedFor, List<Step> steps, JobTraits traits, @Nullable JobScript retryScript) {
        this.queuedFor = queuedFor;
        this.steps = List.copyOf(steps);
        this.traits = traits;
        this.retryScript = retryScript;
    }

    /** Begins a script: the job waits this long in the queue, or longer while no slot is free. */
    public static JobScript queued(Duration queuedFor) {
        return new JobScript(notNegative(queuedFor), List.of(), JobTraits.NONE, null);
    }

    /** The default: queued, seven steps of progress, done; about ten seconds in all. */
    public static JobScript realistic() {
        JobScript script = queued(Duration.ofMillis(1500)).progress(Duration.ofMillis(500), 0);
        for (int percent : new int[] {8, 25, 43, 61, 80, 97}) {
            script = script.progressPercent(Duration.ofMillis(1200), percent);
        }
        return script.done(Duration.ofSeconds(1));
    }

    /** Done as soon as it is created, when a slot is free. */
    public static JobScript instant() {
        return queued(Duration.ZERO).done(Duration.ZERO);
    }

    /** Queued for a second, then running until it is stopped. */
    public static JobScript endless() {
        return queued(Duration.ofSeconds(1)).progress(Duration.ZERO, 0);
    }

    /** Fails after three seconds, and again after each retry. */
    public static JobScript failing(String message) {
        return queued(Duration.ofSeconds(1)).progress(Duration.ofSeconds(1), 0).fails(Duration.ofSeconds(1), message);
    }

    /** Then, after a time, some items are exported; the total is not known yet, or as it was before. */
    public JobScript progress(Duration after, int exported) {
        return with(new Step(after, Kind.COUNT, exported, null, null));
    }

    /** Then, after a time, some items of a total are exported. */
    public JobScript progress(Duration after, int exported, int total) {
        return with(new Step(after, Kind.COUNT, exported, total, null));
    }

    /** Then, after a time, some percent of the rows are exported, and the total is known to be all rows. */
    public JobScript progressPercent(Duration after, int percent) {
        return with(new Step(after, Kind.PERCENT, percent, null, null));
    }

    /** Then, after a time, the job shows any status, by its wire name, and runs on. */
    public JobScript status(Duration after, String status) {
        return with(new Step(after, Kind.STATUS, 0, null, status));
    }

    /** Finally, after a time, the job is done, with all its rows. */
    public JobScript done(Duration after) {
        return with(new Step(after, Kind.DONE, 0, null, null));
    }

    /** Finally, after a time, the job fails. */
    public JobScript fails(Duration after, String message) {
        return with(new Step(after, Kind.FAIL, 0, null, message));
    }

    /**
     * Finally, after a time, the job is done without a result: its total is 0, it has no files, and a note says why, as
     * for a page that is private or has no comments.
     */
    public JobScript emptyResult(Duration after, String note) {
        return with(new Step(after, Kind.EMPTY, 0, 0, note));
    }

    /** What the job does when it is retried; without this, the same again. */
    public JobScript onRetry(JobScript next) {
        return new JobScript(queuedFor, steps, traits, next);
    }

    /**
     * How many rows the result has; without this, the option {@code limit}, else a number that depends on the URL.
     *
     * @param count 0 to 100,000
     */
    public JobScript rows(int count) {
        if (count < 0 || count > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be 0 to " + MAX_ROWS + ", was " + count);
        }
        return with(traits.rows(count));
    }

    /** The text of each comment by its row, from 0; it must be a pure function. Without this, made-up comments. */
    public JobScript comments(IntFunction<String> text) {
        return with(traits.comments(text));
    }

    /** The platform that the service detects; with it, the URL's host need not be a known one. */
    public JobScript platform(String name) {
        return with(traits.platform(name));
    }

    /**
     * The job shows this URL in place of the one that it was created with, as where the service resolves short links.
     */
    public JobScript shownAs(String url) {
        return with(traits.shownAs(url));
    }

    /** Requests for the job are answered by 404 for this long after its creation, as where a replica lags behind. */
    public JobScript notFoundFor(Duration time) {
        return with(traits.notFoundFor(notNegative(time)));
    }

    /** The job is missing from the list for this long after its creation. */
    public JobScript notListedFor(Duration time) {
        return with(traits.notListedFor(notNegative(time)));
    }

    /** Requests for the job's files are answered by 404 for this long after it is done. */
    public JobScript filesNotFoundFor(Duration time) {
        return with(traits.filesNotFoundFor(notNegative(time)));
    }

    /** How long the job waits in the queue at least. */
    public Duration queuedFor() {
        return queuedFor;
    }

    /** The steps in order. */
    public List<Step> steps() {
        return steps;
    }

    /** What else is set about the job. */
    public JobTraits traits() {
        return traits;
    }

    /** What the job does when it is retried. */
    public JobScript retryScript() {
        return retryScript == null ? this : retryScript;
    }

    private JobScript with(Step step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).kind().ends) {
            throw new IllegalStateException("the script has ended: nothing comes after its end");
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new JobScript(queuedFor, more, traits, retryScript);
    }

    private JobScript with(JobTraits changed) {
        return new JobScript(queuedFor, steps, changed, retryScript);
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        return duration;
    }

    /** What a step does. */
    public enum Kind {
        /** Some items are exported. */
        COUNT(false),
        /** A share of the rows is exported. */
        PERCENT(false),
        /** A status is shown by its name on the wire. */
        STATUS(false),
        /** The job is done. */
        DONE(true),
        /** The job is done, without a result. */
        EMPTY(true),
        /** The job fails. */
        FAIL(true);

        private final boolean ends;

        Kind(boolean ends) {
            this.ends = ends;
        }

        /** Whether the job has ended after it. */
        public boolean ends() {
            return ends;
        }
    }

    /**
     * One step of a course.
     *
     * @param after how long after the step before
     * @param kind what it does
     * @param amount items for COUNT, percent for PERCENT
     * @param total for COUNT and EMPTY, when it becomes known
     * @param text the status for STATUS, the message for FAIL, the note for EMPTY
     */
    public record Step(
            Duration after,
            Kind kind,
            int amount,
            @Nullable Integer total,
            @Nullable String text) {

        /** Checks the parts. */
        public Step {
            notNegative(after);
            if (amount < 0 || (total != null && total < 0)) {
                throw new IllegalArgumentException("counts must not be negative");
            }
            if (kind == Kind.STATUS || kind == Kind.FAIL || kind == Kind.EMPTY) {
                Objects.requireNonNull(text, "text");
            }
        }
    }
}
