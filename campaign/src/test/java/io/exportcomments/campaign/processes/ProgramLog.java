package io.exportcomments.campaign.processes;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that the library logs and tells of itself, in a file. Safe for use by many threads. */
final class ProgramLog extends Handler {
    /** Held, so that it keeps its settings. */
    private static final Logger LIBRARY = Logger.getLogger("io.exportcomments");

    private final PrintStream file;

    private ProgramLog(PrintStream file) {
        this.file = file;
    }

    static ProgramLog in(Path path) {
        try {
            ProgramLog log = new ProgramLog(new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8));
            LIBRARY.setUseParentHandlers(false);
            LIBRARY.setLevel(Level.FINE);
            LIBRARY.addHandler(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(String line) {
        file.println(System.currentTimeMillis() + " " + line);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        add(record.getLevel() + " " + record.getMessage());
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(file);
        }
    }

    @Override
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        LIBRARY.removeHandler(this);
        file.close();
    }
}
