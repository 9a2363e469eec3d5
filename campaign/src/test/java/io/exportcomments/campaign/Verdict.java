package io.exportcomments.campaign;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a run was like. */
record Verdict(Schedule schedule, Run run, List<Violation> violations) {
    static Verdict of(Schedule schedule) {
        return of(schedule, false);
    }

    /** Plays a schedule; traced, with a timeline. */
    static Verdict of(Schedule schedule, boolean traced) {
        Run run = new Run(schedule, traced);
        try {
            run.play();
            return new Verdict(schedule, run, Checker.check(run));
        } catch (RuntimeException | AssertionError e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return new Verdict(schedule, run, Checker.checkStopped(run, text.toString()));
        }
    }

    boolean isBroken() {
        return !violations.isEmpty();
    }

    boolean breaks(Promise promise) {
        return violations.stream().anyMatch(violation -> violation.promise() == promise);
    }
}
