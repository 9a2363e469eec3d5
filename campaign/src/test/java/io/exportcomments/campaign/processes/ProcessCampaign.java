package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Plays rounds of real processes for a while, and writes what came of them. */
public final class ProcessCampaign {
    private static final System.Logger LOG = System.getLogger("io.exportcomments.campaign");

    private static final Set<String> NAMES =
            Set.of("--minutes", "--seed", "--rounds", "--jobs", "--seconds", "--threads", "--report");

    private final Map<String, String> given;
    private final ProcessReport report = new ProcessReport();
    private final AtomicLong next;
    private final Path folder;

    private ProcessCampaign(Map<String, String> given) {
        this.given = given;
        next = new AtomicLong(number("--seed", 1));
        folder = Path.of(given.getOrDefault("--report", "campaign/target/processes"))
                .toAbsolutePath();
    }

    /** Plays what the arguments say; exits with 1 if a promise was broken, and with 2 if they make no sense. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws IOException, InterruptedException {
        ProcessCampaign campaign;
        try {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i < args.length; i += 2) {
                if (!NAMES.contains(args[i]) || i + 1 == args.length) {
                    throw new IllegalArgumentException("Unknown, or without a value: " + args[i]);
                }
                given.put(args[i], args[i + 1]);
            }
            campaign = new ProcessCampaign(given);
        } catch (IllegalArgumentException e) {
            System.err.println("scripts/campaign-processes [--minutes 30] [--seed 1] [--rounds N] [--jobs 300]"
                    + " [--seconds 60] [--threads 2] [--report FOLDER]: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(campaign.play() ? 0 : 1);
    }

    private long number(String name, long otherwise) {
        return Long.parseLong(given.getOrDefault(name, Long.toString(otherwise)));
    }

    private boolean play() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Duration length = Duration.ofMinutes(number("--minutes", 30));
        long last = number("--rounds", Integer.MAX_VALUE) + next.get();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < number("--threads", 2); i++) {
            Thread thread = new Thread(() -> playMany(begun + length.toNanos(), last), "rounds-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String page = report.page(
                "scripts/campaign-processes " + String.join(" ", arguments()),
                Duration.ofNanos(System.nanoTime() - begun));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), page);
        System.out.println(page);
        return report.broken() == 0;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        NAMES.stream().sorted().filter(given::containsKey).forEach(name -> {
            arguments.add(name);
            arguments.add(given.get(name));
        });
        return arguments;
    }

    /** Rounds that begin before the end are played to theirs. */
    private void playMany(long end, long last) {
        while (System.nanoTime() - end < 0) {
            long seed = next.getAndIncrement();
            if (seed >= last) {
                return;
            }
            playOne(seed);
        }
    }

    private void playOne(long seed) {
        RoundPlan plan = RoundPlan.of(seed, (int) number("--jobs", 300), Duration.ofSeconds(number("--seconds", 60)));
        try (Round round = new Round(plan, folder.resolve("seed-" + seed + "-" + System.currentTimeMillis()), true)) {
            List<Violation> violations = round.play();
            report.add(round);
            System.out.println(plan + ": " + (violations.isEmpty() ? "all is well" : violations.size() + " BROKEN"));
            violations.stream().limit(20).forEach(one -> System.out.println("  " + one.promise() + ": " + one.how()));
            if (!violations.isEmpty()) {
                System.out.println("  look at " + round.folder());
            }
        } catch (IOException | RuntimeException e) {
            report.failed(plan + ": " + e);
            LOG.log(System.Logger.Level.ERROR, plan + " could not be played", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
