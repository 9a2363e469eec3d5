package io.exportcomments.testkit.loop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Hears the warnings of Vert.x about event loops that are held up, and remembers those with this project's code on the
 * stack, but for what the machine did to all threads alike. When Vert.x warns is set at the Vertx; its exception time
 * must be as short. Thread-safe; whoever opens it closes it.
 */
public final class BlockedLoops implements AutoCloseable {
    private static final Logger CHECKER = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

    private final Hiccups hiccups = new Hiccups();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord warning) {
            if (warning.getThrown() != null && !hiccups.now()) {
                heard(warning.getMessage(), warning.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Begins to listen. */
    public BlockedLoops() {
        CHECKER.addHandler(listener);
    }

    private void heard(String message, Throwable thrown) {
        List<String> stack = Stream.of(thrown.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        if (stack.stream().anyMatch(frame -> frame.contains("io.exportcomments."))) {
            warnings.add(message + "\n  " + String.join("\n  ", stack));
        }
    }

    /** What was heard, each with its stack; it grows. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Forgets what was heard, such as what classes cost that were loaded for the first time. */
    public void forget() {
        warnings.clear();
    }

    @Override
    public void close() {
        CHECKER.removeHandler(listener);
        hiccups.close();
    }
}
