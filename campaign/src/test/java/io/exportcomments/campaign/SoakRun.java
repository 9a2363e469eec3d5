package io.exportcomments.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Runs a soak as the command line says, and writes its report. */
public final class SoakRun {
    private static final int LOOKS = 144;
    private static final Duration LONGEST_REAL_STEP = Duration.ofSeconds(10);
    /** In less, most of the time goes by before the first attempt has ended. */
    private static final Duration SHORTEST_TO_TELL_GROWTH = Duration.ofMinutes(20);

    private static final Set<String> NAMES = Set.of("--virtual", "--real", "--jobs", "--seed", "--report");

    private SoakRun() {}

    /** Exits with 1 if something grew, was lost or was left, and with 2 if the arguments make no sense. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws IOException {
        Logs.listen();
        try {
            System.exit(run(args) ? 0 : 1);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeParseException e) {
            System.err.println("scripts/soak [--virtual 24h | --real 1h] [--jobs 2000] [--seed 1] [--report FOLDER]: "
                    + e.getMessage());
            System.exit(2);
        }
    }

    private static boolean run(String... args) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!NAMES.contains(args[i])) {
                throw new IllegalArgumentException("unknown: " + args[i]);
            }
            given.put(args[i], args[++i]);
        }
        boolean real = given.containsKey("--real");
        long seed = Long.parseLong(given.getOrDefault("--seed", "1"));
        int jobs = Integer.parseInt(given.getOrDefault("--jobs", "2000"));
        Duration length = Duration.parse("PT" + given.getOrDefault(real ? "--real" : "--virtual", "24h"));
        Path folder = Path.of(given.getOrDefault("--report", "campaign/target/soak"));
        SoakPlace place = real ? new RealSoakPlace(seed) : new VirtualSoakPlace(seed);
        Duration step = real ? realStep(length) : Duration.ofMinutes(20);
        long begun = System.nanoTime();
        try (Soak soak = new Soak(place, jobs, length, LOOKS, step, seed).run()) {
            boolean tells = length.compareTo(SHORTEST_TO_TELL_GROWTH) >= 0;
            return report(soak, tells, (real ? "real" : "virtual") + " time", folder, System.nanoTime() - begun);
        }
    }

    /** In a short run attempts are shorter, as the last of them are waited for. */
    private static Duration realStep(Duration length) {
        Duration part = length.dividedBy(48);
        return part.compareTo(LONGEST_REAL_STEP) < 0 ? part : LONGEST_REAL_STEP;
    }

    private static boolean report(Soak soak, boolean tellsGrowth, String kind, Path folder, long took)
            throws IOException {
        Files.createDirectories(folder);
        String name = kind.replace(' ', '-');
        List<String> complaints = tellsGrowth ? soak.complaints() : soak.losses();
        String well = tellsGrowth
                ? "Nothing grew, was lost or was left."
                : "Nothing was lost or left; to tell whether something grows, it was too short.";
        String text = String.format(
                Locale.ROOT,
                "%s, in %s; this took %d s.",
                soak.summary(),
                kind,
                Duration.ofNanos(took).toSeconds());
        Files.writeString(folder.resolve(name + ".svg"), SoakGraph.svg(soak.summary(), soak.samples()));
        Files.writeString(
                folder.resolve(name + ".md"),
                "# Soak\n\n" + text + "\n\n"
                        + (complaints.isEmpty() ? well : String.join("\n", complaints))
                        + "\n\n![heap, threads and what is open](" + name + ".svg)\n");
        System.out.println(text);
        complaints.forEach(complaint -> System.out.println("BROKEN " + complaint));
        System.out.println("The report: " + folder.resolve(name + ".md"));
        return complaints.isEmpty();
    }
}
