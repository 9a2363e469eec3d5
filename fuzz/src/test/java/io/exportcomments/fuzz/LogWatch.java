package io.exportcomments.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a logger is told, in place of printing it. */
final class LogWatch extends Handler {
    private final List<LogRecord> records = new ArrayList<>();
    /** Held, as otherwise the JDK forgets it and what was set. */
    private final Logger logger;

    private LogWatch(Logger logger) {
        this.logger = logger;
    }

    static LogWatch of(String name) {
        LogWatch watch = new LogWatch(Logger.getLogger(name));
        watch.logger.setUseParentHandlers(false);
        watch.logger.addHandler(watch);
        return watch;
    }

    /** Checks what was logged since the last time, with the errors in it. */
    void assertKeeps(Consumer<String> promise) {
        for (LogRecord kept : records) {
            promise.accept(String.valueOf(kept.getMessage()));
            for (Throwable cause = kept.getThrown(); cause != null; cause = cause.getCause()) {
                promise.accept(cause.toString());
            }
        }
        records.clear();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
