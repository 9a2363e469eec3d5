package io.exportcomments.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves jobs and faults out of a schedule, as long as the same promise is broken without them. */
final class Shrinker {
    private Shrinker() {}

    static Schedule shrunk(Verdict verdict) {
        Promise promise = verdict.violations().get(0).promise();
        return shrunk(verdict.schedule(), schedule -> Verdict.of(schedule).breaks(promise));
    }

    static Schedule shrunk(Schedule schedule, Predicate<Schedule> stillBroken) {
        Schedule smallest = schedule;
        Schedule before;
        do {
            before = smallest;
            smallest = withoutJobs(withoutFaults(smallest, stillBroken), stillBroken);
        } while (size(smallest) < size(before));
        return smallest;
    }

    private static int size(Schedule schedule) {
        return schedule.jobs().size() + schedule.faults().size();
    }

    private static Schedule withoutFaults(Schedule schedule, Predicate<Schedule> stillBroken) {
        Schedule smallest = schedule.with(schedule.jobs(), List.of());
        if (!schedule.faults().isEmpty() && stillBroken.test(smallest)) {
            return smallest;
        }
        smallest = schedule;
        for (int i = schedule.faults().size() - 1; i >= 0; i--) {
            Schedule smaller = smallest.with(smallest.jobs(), without(smallest.faults(), i));
            smallest = stillBroken.test(smaller) ? smaller : smallest;
        }
        return smallest;
    }

    private static Schedule withoutJobs(Schedule schedule, Predicate<Schedule> stillBroken) {
        Schedule smallest = schedule;
        for (int i = schedule.jobs().size() - 1; i >= 0; i--) {
            Schedule smaller = smallest.with(without(smallest.jobs(), i), smallest.faults());
            smallest = stillBroken.test(smaller) ? smaller : smallest;
        }
        return smallest;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> fewer = new ArrayList<>(all);
        fewer.remove(index);
        return fewer;
    }
}
