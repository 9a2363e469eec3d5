package io.exportcomments.campaign;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the campaign is told to do.
 *
 * @param seed the first one
 * @param schedules how many, one for each seed
 * @param threads on which they are played
 * @param untilBroken whether the first broken one is the last
 * @param jobs the jobs to be kept of a single schedule, by number; null for all
 * @param faults the faults to be kept of a single schedule, by number; null for all
 * @param lines whether the report says which lines of the engine ran
 * @param report where the report goes; null for none
 */
record Arguments(
        long seed,
        int schedules,
        int threads,
        boolean untilBroken,
        @Nullable List<Integer> jobs,
        @Nullable List<Integer> faults,
        boolean lines,
        @Nullable Path report) {
    private static final Set<String> NAMES =
            Set.of("--lines", "--seed", "--schedules", "--threads", "--until-broken", "--jobs", "--faults", "--report");

    static Arguments of(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!NAMES.contains(args[i])) {
                throw new IllegalArgumentException("Unknown: " + args[i] + "; there are " + NAMES);
            }
            boolean flag = args[i].equals("--until-broken") || args[i].equals("--lines");
            given.put(args[i], flag ? "" : args[++i]);
        }
        String report = given.get("--report");
        return new Arguments(
                Long.parseLong(given.getOrDefault("--seed", "1")),
                Integer.parseInt(given.getOrDefault("--schedules", "1")),
                Integer.parseInt(given.getOrDefault("--threads", "1")),
                given.containsKey("--until-broken"),
                numbers(given.get("--jobs")),
                numbers(given.get("--faults")),
                given.containsKey("--lines"),
                report == null ? null : Path.of(report));
    }

    private static @Nullable List<Integer> numbers(@Nullable String list) {
        if (list == null) {
            return null;
        }
        return list.equals("none")
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
    }

    /** The schedule of a seed, with what is to be kept of it. */
    Schedule schedule(long which) {
        Schedule whole = ScheduleMaker.of(which);
        return whole.with(
                whole.jobs().stream()
                        .filter(job -> jobs == null || jobs.contains(job.number()))
                        .toList(),
                whole.faults().stream()
                        .filter(fault -> faults == null || faults.contains(fault.number()))
                        .toList());
    }

    /** What plays a schedule again. */
    static String toPlay(Schedule schedule) {
        return "scripts/campaign --seed " + schedule.seed() + " --jobs "
                + list(schedule.jobs().stream().map(Schedule.PlannedJob::number).toList()) + " --faults "
                + list(schedule.faults().stream()
                        .map(Schedule.PlannedFault::number)
                        .toList());
    }

    private static String list(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "none"
                : numbers.stream().map(Object::toString).collect(java.util.stream.Collectors.joining(","));
    }
}
