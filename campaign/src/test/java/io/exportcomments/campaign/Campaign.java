package io.exportcomments.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Plays schedules. A broken one is made smaller, and printed with the command that plays it again and a timeline. A
 * single one is printed in any case.
 */
public final class Campaign {
    private static final int MOST_SHOWN = 5;
    private static final int STEP = 1_000;

    private final Arguments arguments;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final AtomicLong next;
    private final @Nullable Lines lines;
    private int shown;

    private Campaign(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
        this.next = new AtomicLong(arguments.seed());
        this.lines = arguments.lines() ? Lines.of(Path.of("")) : null;
        if (arguments.lines() && (lines == null || arguments.threads() > 1)) {
            throw new IllegalArgumentException("--lines needs JaCoCo's agent and a single thread");
        }
    }

    /** Plays what the arguments say; exits with 1 if a promise was broken, and with 2 if they make no sense. */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) throws IOException, InterruptedException {
        Logs.listen();
        Campaign campaign;
        try {
            campaign = new Campaign(Arguments.of(args), System.out);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        int broken = campaign.play();
        System.exit(broken == 0 ? 0 : 1);
    }

    private int play() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        if (arguments.schedules() == 1) {
            return playOne(arguments.schedule(arguments.seed()));
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < arguments.threads(); i++) {
            Thread thread = new Thread(this::playMany, "campaign-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String page = tally.page(
                "scripts/campaign --seed " + arguments.seed() + " --schedules " + arguments.schedules() + " --threads "
                        + arguments.threads(),
                took);
        Path report = arguments.report();
        if (report != null) {
            Files.createDirectories(report.toAbsolutePath().getParent());
            Files.writeString(report, lines == null ? page : page + lines.page());
        }
        out.println(page.lines().skip(2).findFirst().orElse(""));
        return tally.broken();
    }

    private int playOne(Schedule schedule) {
        Verdict verdict = Verdict.of(schedule, true);
        show(verdict);
        return verdict.violations().size();
    }

    private void playMany() {
        long end = arguments.seed() + arguments.schedules();
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Verdict verdict = Verdict.of(arguments.schedule(seed));
            tally.add(verdict);
            if (lines != null) {
                lines.take(verdict.run().trouble.met());
            }
            if (arguments.report() != null && (seed - arguments.seed() + 1) % STEP == 0) {
                out.println(seed - arguments.seed() + 1 + " schedules");
            }
            if (verdict.isBroken()) {
                broken(verdict);
                if (arguments.untilBroken()) {
                    next.set(end);
                }
            }
        }
    }

    private synchronized void broken(Verdict verdict) {
        long number = verdict.schedule().seed() - arguments.seed() + 1;
        out.println("Schedule " + number + ", seed " + verdict.schedule().seed() + ": "
                + verdict.violations().get(0).promise() + ", "
                + verdict.violations().get(0).how());
        if (!arguments.untilBroken() && ++shown <= MOST_SHOWN) {
            Schedule small = Shrinker.shrunk(verdict);
            show(Verdict.of(small, true));
        }
    }

    private void show(Verdict verdict) {
        out.println();
        out.println("Played again by: " + Arguments.toPlay(verdict.schedule()));
        out.println(verdict.schedule().setting());
        verdict.run().world.timeline().lines().forEach(out::println);
        verdict.violations()
                .forEach(violation -> out.println("BROKEN " + violation.promise() + ": " + violation.how()));
        out.println();
    }
}
