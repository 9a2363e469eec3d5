package io.exportcomments.bulk.jdbc.simulation;

import io.exportcomments.bulk.port.BulkStore;
import io.exportcomments.bulk.port.BulkStoreException;
import io.exportcomments.bulk.port.StoreTransaction;
import io.exportcomments.testkit.time.VirtualTimekeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/** One process's connection to the store that all share. The process may be killed just before or after a commit. */
final class ProcessStore implements BulkStore {
    private static final double KILLED_BEFORE = 0.002;
    private static final double KILLED_AFTER = 0.004;
    private static final int SLOWEST_MILLIS = 8_000;

    private final BulkStore shared;
    private final ProcessTime process;
    private final VirtualTimekeeper time;
    private final Odds odds;
    private final Random chance;
    private final Runnable death;
    int transactions;

    /** The share of transactions that are committed without the process being told. */
    double cutCommits;

    /** How many of the next transactions fail with an error. */
    int errors;

    ProcessStore(
            BulkStore shared, ProcessTime process, VirtualTimekeeper time, Odds odds, Random chance, Runnable death) {
        this.shared = shared;
        this.process = process;
        this.time = time;
        this.odds = odds;
        this.chance = chance;
        this.death = death;
    }

    @Override
    public <T> T transact(Function<StoreTransaction, T> work) {
        if (process.isDead()) {
            throw new ProcessDied();
        }
        transactions++;
        double luck = odds.kills() ? chance.nextDouble() : 1;
        if (luck < KILLED_BEFORE) {
            die();
        }
        if (chance.nextDouble() < odds.slowCommits()) {
            time.elapse(Duration.ofMillis(chance.nextInt(SLOWEST_MILLIS)));
        }
        if (errors > 0) {
            errors--;
            throw new OutOfMemoryError("for a moment");
        }
        T result = shared.transact(work);
        if (luck < KILLED_AFTER) {
            die();
        }
        if (cutCommits > 0 && chance.nextDouble() < cutCommits) {
            throw new BulkStoreException("the connection was cut", new IOException("cut"));
        }
        return result;
    }

    private void die() {
        death.run();
        throw new ProcessDied();
    }

    @Override
    public void close() {}
}
