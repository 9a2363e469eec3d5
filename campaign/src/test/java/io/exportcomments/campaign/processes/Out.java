package io.exportcomments.campaign.processes;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells what happens in the client, a line for each thing, to whoever started it. Safe for use by many threads. */
final class Out {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Out() {}

    static void line(@Nullable Object... words) {
        StringBuilder line = new StringBuilder().append(System.currentTimeMillis());
        for (Object word : words) {
            line.append(' ').append(word);
        }
        String text = line.toString().replace('\n', ' ');
        synchronized (OUT) {
            OUT.println(text);
        }
    }

    /** The class of an error, and what it says. */
    static String of(Throwable error) {
        Throwable known = error instanceof java.util.concurrent.CompletionException && error.getCause() != null
                ? error.getCause()
                : error;
        return known.getClass().getSimpleName() + " " + known.getMessage();
    }
}
