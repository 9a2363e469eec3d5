package io.exportcomments.campaign;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that the library logs, kept from the console and given to the checker. */
final class Logs extends Handler {
    /** Held, so that it keeps its settings. */
    private static final Logger LIBRARY = Logger.getLogger("io.exportcomments");

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    private Logs() {}

    static void listen() {
        LIBRARY.setUseParentHandlers(false);
        LIBRARY.setLevel(Level.FINE);
        for (Handler handler : LIBRARY.getHandlers()) {
            LIBRARY.removeHandler(handler);
        }
        LIBRARY.addHandler(new Logs());
    }

    /** What was logged since it was last asked, by whichever run. */
    static String taken() {
        StringBuilder text = new StringBuilder();
        for (String line = LINES.poll(); line != null; line = LINES.poll()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    @Override
    public void publish(LogRecord record) {
        LINES.add(record.getMessage());
        if (record.getThrown() != null) {
            LINES.add(Listener.text(record.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
