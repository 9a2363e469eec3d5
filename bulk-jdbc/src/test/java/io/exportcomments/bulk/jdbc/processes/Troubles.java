package io.exportcomments.bulk.jdbc.processes;

import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.testkit.database.TemporaryPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What goes wrong with workers, database and answers, when, and how often: a seed says so. */
final class Troubles {
    /** Kinds of trouble. */
    enum Kind {
        KILL,
        STOP,
        CUT,
        RESTART,
        ANSWER
    }

    private static final List<Kind> ODDS = List.of(
            Kind.KILL,
            Kind.KILL,
            Kind.KILL,
            Kind.STOP,
            Kind.STOP,
            Kind.CUT,
            Kind.CUT,
            Kind.CUT,
            Kind.RESTART,
            Kind.ANSWER,
            Kind.ANSWER,
            Kind.ANSWER,
            Kind.ANSWER);

    private static final int MOST_BETWEEN_MILLIS = 2_000;

    /**
     * Longer than a lease of 2 s, and shorter than what a sending has in hand: 9 s and 1 s, less 5 s for the commit.
     */
    private static final int LONGEST_STOP_MILLIS = 4_000;

    private final WorkerProcesses processes;
    private final TemporaryPostgresServer server;
    private final Random chance;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final long[] startAt = new long[WorkerProcesses.WORKERS];
    private final long[] goOnAt = new long[WorkerProcesses.WORKERS];
    private long next;

    Troubles(WorkerProcesses processes, TemporaryPostgresServer server, long seed) {
        this.processes = processes;
        this.server = server;
        chance = new Random(seed);
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Makes trouble for a time, and sees to it that what is dead is started again. */
    void last(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        next = soon(MOST_BETWEEN_MILLIS);
        Awaitility.await().forever().pollInterval(Duration.ofMillis(10)).until(() -> {
            step();
            return System.nanoTime() - end >= 0;
        });
        calm();
    }

    private void step() throws Exception {
        if (System.nanoTime() - next >= 0) {
            happen(ODDS.get(chance.nextInt(ODDS.size())));
            next = soon(MOST_BETWEEN_MILLIS);
        }
        attend();
    }

    private long soon(int mostMillis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + chance.nextInt(mostMillis));
    }

    private void happen(Kind kind) throws Exception {
        counts.merge(kind, 1, Integer::sum);
        int worker = chance.nextInt(WorkerProcesses.WORKERS);
        switch (kind) {
            case KILL -> {
                processes.tell("kill -9 worker " + worker);
                processes.worker(worker).kill();
            }
            case STOP -> {
                processes.tell("SIGSTOP worker " + worker);
                processes.worker(worker).pause();
                goOnAt[worker] = soon(LONGEST_STOP_MILLIS);
            }
            case CUT -> cut();
            case RESTART -> {
                processes.tell("restart the database");
                server.restart();
                processes.tell("the database is there again");
            }
            case ANSWER -> answer();
        }
    }

    private void cut() throws SQLException {
        boolean all = chance.nextBoolean();
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet cut = statement.executeQuery("SELECT COUNT(pg_terminate_backend(pid)) FROM (SELECT pid FROM"
                        + " pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                        + " ORDER BY state = 'idle', random() LIMIT " + (all ? 1_000 : 1) + ") AS cut")) {
            cut.next();
            processes.tell("cut connections: " + cut.getInt(1));
        }
    }

    private void answer() {
        MockOperation operation = chance.nextInt(3) > 0 ? MockOperation.CREATE : MockOperation.LIST;
        List<Fault> faults = List.of(
                Fault.resetAfterTaking(),
                Fault.resetAfterTaking(),
                Fault.neverAnswer(),
                Fault.closeAfterTaking(),
                Fault.resetBeforeTaking(),
                Fault.badGateway(),
                Fault.cutBody(20),
                Fault.delay(Duration.ofMillis(2_500)));
        int which = chance.nextInt(faults.size());
        int times = 1 + chance.nextInt(2);
        processes.tell("fault " + which + " for the next " + times + " of " + operation);
        processes.mock.faults().on(operation).next(times).inject(faults.get(which));
    }

    /** Starts again what has ended, and goes on with what was stopped, when it is time to. */
    private void attend() throws Exception {
        for (int i = 0; i < WorkerProcesses.WORKERS; i++) {
            if (goOnAt[i] != 0 && System.nanoTime() - goOnAt[i] >= 0) {
                goOn(i);
            }
            boolean dead = !processes.worker(i).isAlive();
            if (dead && startAt[i] == 0) {
                startAt[i] = soon(2_000);
            } else if (dead && System.nanoTime() - startAt[i] >= 0) {
                startAt[i] = 0;
                processes.again(i);
            }
        }
    }

    private void goOn(int worker) throws Exception {
        goOnAt[worker] = 0;
        processes.tell("SIGCONT worker " + worker);
        processes.worker(worker).goOn();
    }

    private void calm() throws Exception {
        processes.tell("calm");
        processes.mock.faults().clear();
        for (int i = 0; i < WorkerProcesses.WORKERS; i++) {
            if (goOnAt[i] != 0) {
                goOn(i);
            }
            if (!processes.worker(i).isAlive()) {
                processes.again(i);
            }
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
