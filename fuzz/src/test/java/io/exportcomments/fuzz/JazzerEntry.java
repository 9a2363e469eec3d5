package io.exportcomments.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls: its name and those of its methods are Jazzer's. */
public final class JazzerEntry {
    private static @Nullable FuzzTarget target;

    private JazzerEntry() {}

    /** Chooses what is fuzzed, by its label. */
    public static void fuzzerInitialize(String[] arguments) {
        target = Subject.of(arguments[0]).target();
    }

    /** Takes an input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Limits.take(Objects.requireNonNull(target), input);
    }
}
