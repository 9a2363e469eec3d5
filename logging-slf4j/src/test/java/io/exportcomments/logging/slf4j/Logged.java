package io.exportcomments.logging.slf4j;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Catches all that anybody logs by SLF4J. */
final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root;

    private Logged(Logger root) {
        this.root = root;
    }

    static Logged from(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logged logged = new Logged(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
        logged.root.detachAndStopAllAppenders();
        logged.root.setLevel(level);
        logged.setContext(context);
        logged.start();
        logged.root.addAppender(logged);
        return logged;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : " " + event.getThrowableProxy().getMessage()));
    }

    List<String> lines() {
        return lines;
    }

    void await(Predicate<String> line) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (lines.stream().noneMatch(line)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within 20 s, among\n" + String.join("\n", lines));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
