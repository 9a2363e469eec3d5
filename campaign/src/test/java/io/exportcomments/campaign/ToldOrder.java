package io.exportcomments.campaign;

import io.exportcomments.job.JobProgress;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.JobUpdate;
import java.util.ArrayList;
import java.util.List;

/** Whether what one listener hears of one job goes forward: within one attempt nothing goes back. */
public final class ToldOrder {
    private ToldOrder() {}

    /**
     * What a listener was told.
     *
     * @param exported how many, 0 where that is not known
     * @param job what is equal only where the same was told
     */
    public record Told(int attempt, JobStatus status, long exported, Object job) {
        static Told of(JobUpdate update) {
            long exported = update.progress().map(JobProgress::exported).orElse(0L);
            return new Told(update.attempt(), update.status(), exported, update.job());
        }

        private boolean isBehind(Told other) {
            return attempt < other.attempt
                    || (attempt == other.attempt && (rank() < other.rank() || exported < other.exported));
        }

        private int rank() {
            return status == JobStatus.QUEUEING ? 0 : status.isTerminal() ? 2 : 1;
        }

        @Override
        public String toString() {
            return status + " " + exported + " of attempt " + attempt;
        }
    }

    /** What is wrong with one thing that was told right after another. */
    public static List<Violation> check(String listener, Told before, Told after) {
        List<Violation> wrong = new ArrayList<>();
        if (before.status().isTerminal()) {
            wrong.add(new Violation(
                    Promise.SECOND_END, listener + " heard " + after.status() + " after " + before.status()));
        }
        if (after.job().equals(before.job())) {
            wrong.add(new Violation(Promise.TOLD_TWICE, listener + " heard the same twice: " + after.status()));
        }
        if (after.isBehind(before)) {
            wrong.add(new Violation(Promise.STEP_BACK, listener + " heard " + after + " after " + before));
        }
        return wrong;
    }
}
