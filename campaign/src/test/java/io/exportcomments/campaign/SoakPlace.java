package io.exportcomments.campaign;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.job.Jobs;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The service, the network and the client of a soak, in one kind of time. */
interface SoakPlace extends AutoCloseable {
    ExportComments client();

    Jobs jobs();

    Faults faults();

    /** Lets time pass. */
    void pass(Duration length);

    /** Lets time pass until something is so; says whether it became so in time. */
    boolean passUntil(BooleanSupplier condition, Duration bound);

    /** After how long nothing may be left of the client's when nothing is watched. */
    Duration rest();

    /** Runs something after a while. */
    void later(Duration delay, Runnable task);

    /** Lets go of what the service and the place have kept, so that all growth is the client's. */
    void forget();

    /** How many timers, sockets and exchanges the client has now; 0 where that is not known. */
    int open();

    @Override
    void close();
}
