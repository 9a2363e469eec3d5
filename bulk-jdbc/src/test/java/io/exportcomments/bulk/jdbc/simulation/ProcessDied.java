package io.exportcomments.bulk.jdbc.simulation;

/** The process was killed just now: nothing that it does after this counts. */
final class ProcessDied extends Error {
    ProcessDied() {
        super("killed", null, false, false);
    }
}
