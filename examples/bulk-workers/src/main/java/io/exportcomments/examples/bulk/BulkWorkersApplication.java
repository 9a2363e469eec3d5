package io.exportcomments.examples.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three workers on one database and one account; ends with 0 if each URL ended exactly once, and with 1 if not. */
public final class BulkWorkersApplication {
    private static final String USAGE = "Usage: run [--sqlite] [--urls N], N from 1 to 1000";
    private static final String NO_POSTGRES = "PostgreSQL is not installed on this machine. scripts/postgresql"
            + " installs Debian's, as root. Without it the workers can share an SQLite file: run --sqlite";

    private BulkWorkersApplication() {}

    /** What the user chose. */
    record Choice(boolean sqlite, int urls) {}

    /** Ends with 2 where the call is wrong, or there is no PostgreSQL. */
    public static void main(String[] arguments) throws Exception {
        Choice choice = choice(arguments);
        if (choice == null) {
            end(USAGE);
        } else if (!choice.sqlite() && !OwnPostgres.isInstalled()) {
            end(NO_POSTGRES);
        } else {
            Path folder = Files.createTempDirectory("bulk-workers-");
            Workshop workshop = new Workshop(folder, choice);
            boolean well;
            try {
                well = workshop.run();
            } finally {
                workshop.end();
                remove(folder);
            }
            System.exit(well ? 0 : 1);
        }
    }

    private static void end(String why) {
        System.err.println(why);
        System.exit(2);
    }

    private static @Nullable Choice choice(String[] arguments) {
        boolean sqlite = false;
        int urls = 40;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--sqlite")) {
                sqlite = true;
            } else if (arguments[i].equals("--urls")
                    && i + 1 < arguments.length
                    && arguments[i + 1].matches("[1-9]\\d{0,2}|1000")) {
                urls = Integer.parseInt(arguments[++i]);
            } else {
                return null;
            }
        }
        return new Choice(sqlite, urls);
    }

    static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
