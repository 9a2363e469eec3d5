package io.exportcomments.bulk.jdbc.simulation;

import java.time.Duration;

/**
 * What goes wrong how often.
 *
 * @param lostAnswers the share of exchanges whose answer is lost; half of them were not taken
 * @param unreachable the share of exchanges for which no connection is made
 * @param kills whether processes are killed, and stopped for a time
 * @param slowCommits the share of transactions that take some seconds
 * @param clocks by how much clocks are wrong at most
 */
record Odds(double lostAnswers, double unreachable, boolean kills, double slowCommits, Duration clocks) {
    /** Nothing goes wrong. */
    static final Odds NONE = new Odds(0, 0, false, 0, Duration.ZERO);

    /** A bad day. */
    static final Odds BAD = new Odds(0.05, 0.02, true, 0.01, Duration.ofSeconds(2));
}
