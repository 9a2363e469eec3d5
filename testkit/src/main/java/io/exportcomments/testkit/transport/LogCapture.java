package io.exportcomments.testkit.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Catches what is logged through {@code java.util.logging}, at the finest level, whoever logs it. */
final class LogCapture extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final SimpleFormatter formatter = new SimpleFormatter();
    private @Nullable Level before;

    void start() {
        before = root.getLevel();
        setLevel(Level.ALL);
        root.addHandler(this);
        root.setLevel(Level.ALL);
    }

    void stop() {
        root.removeHandler(this);
        root.setLevel(before);
    }

    /** What others than the library had to say that a program's log would show. */
    List<String> strangers() {
        return strangers;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(formatter.format(record));
        String name = String.valueOf(record.getLoggerName());
        if (record.getLevel().intValue() >= Level.WARNING.intValue() && !name.startsWith("io.exportcomments")) {
            strangers.add(formatter.format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
