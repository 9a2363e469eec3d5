package io.exportcomments.cli.internal.terminal;

/**
 * The configuration of the JDK's logging in which nothing is logged: what a person has to know, the command says. The
 * JDK makes one when a library logs for the first time, which costs nothing in commands where none does.
 */
public final class SilentLogging {
    private static final String PROPERTY = "java.util.logging.config.class";

    private static final String FILE = "java.util.logging.config.file";

    /** For the JDK. */
    public SilentLogging() {}

    /** From now on nothing is logged, unless the JVM was started with a configuration of its own. */
    public static void begin() {
        if (System.getProperty(PROPERTY) == null && System.getProperty(FILE) == null) {
            System.setProperty(PROPERTY, SilentLogging.class.getName());
        }
    }
}
