package io.exportcomments.campaign;

import java.util.List;

/** Plays schedules. */
final class Campaign {
    private Campaign() {}

    public static void main(String[] args) {
        Logs.listen();
        long from = Long.parseLong(args[0]);
        int many = Integer.parseInt(args[1]);
        long begun = System.nanoTime();
        int broken = 0;
        for (long seed = from; seed < from + many; seed++) {
            Verdict verdict = Verdict.of(ScheduleMaker.of(seed), many == 1);
            if (many == 1) {
                verdict.run().world.timeline().lines().forEach(System.out::println);
            }
            if (verdict.isBroken()) {
                broken++;
                List<Checker.Violation> all = verdict.violations();
                System.out.println(
                        seed + " " + verdict.schedule().setting().sources() + " " + all.size() + " " + all.get(0));
            }
        }
        System.out.printf("%d of %d broken, %.1f s%n", broken, many, (System.nanoTime() - begun) / 1e9);
    }
}
