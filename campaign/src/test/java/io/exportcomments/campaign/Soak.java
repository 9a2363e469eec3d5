package io.exportcomments.campaign;

import io.exportcomments.job.JobGuid;
import io.exportcomments.mock.fault.Fault;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.job.SeedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many jobs that are watched for a long time, with trouble now and then. Each job goes through attempt after attempt;
 * the program retries it as soon as it has heard of the end.
 */
final class Soak implements AutoCloseable {
    private static final int TROUBLES = 24;
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(20);

    private final SoakPlace place;
    private final Duration length;
    private final int looks;
    private final Duration step;
    private final List<SoakJob> jobs = new ArrayList<>();
    private final List<SoakSample> samples = new ArrayList<>();
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final LongAdder updates = new LongAdder();
    private final LongAdder ends = new LongAdder();
    private final LongAdder endsAtService = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private int troubles;
    private int left;

    /** Looks is how often it looks at heap and threads, and step the time from one count of a job's to its next. */
    Soak(SoakPlace place, int count, Duration length, int looks, Duration step, long seed) {
        this.place = place;
        this.length = length;
        this.looks = looks;
        this.step = step;
        place.jobs().onEvent(event -> {
            if (event.type() == MockJobEvent.Type.FAILED) {
                endsAtService.increment();
            }
        });
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            MockJob job = place.jobs()
                    .seed(SeedJob.of("https://www.youtube.com/watch?v=soak" + i).script(course(random)));
            JobGuid guid = JobGuid.of(job.guid().toString());
            jobs.add(new SoakJob(place, guid, step.dividedBy(10), finishing, updates, ends, errors));
        }
    }

    /** An attempt of 12 to 36 steps, which fails. */
    private JobScript course(SplittableRandom random) {
        JobScript course = JobScript.queued(part(random, step));
        int steps = random.nextInt(12, 37);
        for (int i = 1; i <= steps; i++) {
            course = course.progressPercent(part(random, step.multipliedBy(2)), 99 * i / steps);
        }
        return course.fails(part(random, step), "The post is gone");
    }

    private static Duration part(SplittableRandom random, Duration most) {
        return Duration.ofMillis(1 + random.nextLong(most.toMillis()));
    }

    /** Runs all of it. */
    Soak run() {
        jobs.forEach(SoakJob::watch);
        Duration each = length.dividedBy(looks);
        for (int look = 1; look <= looks; look++) {
            place.pass(each);
            place.forget();
            samples.add(SoakSample.taken(each.multipliedBy(look), place.open(), updates.sum()));
            if (look * TROUBLES / looks > troubles) {
                trouble();
            }
        }
        finishing.set(true);
        place.passUntil(() -> jobs.stream().allMatch(SoakJob::isOver), step.multipliedBy(100));
        place.pass(place.rest());
        left = place.open();
        return this;
    }

    private void trouble() {
        switch (troubles++ % 4) {
            case 0 -> place.faults().dropConnections();
            case 1 -> {
                place.faults().refuseConnections();
                place.later(refusal(), () -> place.faults().acceptConnections());
            }
            case 2 -> place.faults().onAny().next(20).inject(Fault.badGateway());
            default -> place.faults().onAny().next(5).inject(Fault.resetAfterTaking());
        }
    }

    /** In a short run trouble is short, too, as there is as much of it. */
    private Duration refusal() {
        Duration part = step.multipliedBy(2);
        return part.compareTo(LONGEST_REFUSAL) < 0 ? part : LONGEST_REFUSAL;
    }

    List<SoakSample> samples() {
        return samples;
    }

    /** What is not as it should be; empty if all is well. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(SoakGraph.growth(samples));
        complaints.addAll(losses());
        return complaints;
    }

    /** What was lost or left; whether something grew is for runs that are long enough to tell. */
    List<String> losses() {
        List<String> complaints = new ArrayList<>();
        long over = jobs.stream().filter(SoakJob::isOver).count();
        if (over < jobs.size()) {
            complaints.add(jobs.size() - over + " jobs never heard their last end");
        }
        if (ends.sum() != endsAtService.sum()) {
            complaints.add(ends.sum() + " ends were heard of " + endsAtService.sum());
        }
        if (errors.sum() > 0) {
            complaints.add(errors.sum() + " watches broke");
        }
        if (left > 0) {
            complaints.add(left + " timers, sockets and exchanges stayed when nothing was watched");
        }
        return complaints;
    }

    /** Figures of the whole. */
    String summary() {
        SoakSample last = samples.get(samples.size() - 1);
        return String.format(
                java.util.Locale.ROOT,
                "%,d jobs watched for %s: %,d updates, %,d ends of %,d, %d times trouble; heap %s MB, threads %s",
                jobs.size(),
                Duration.ofSeconds(Math.round(last.at().toMillis() / 1000.0)),
                updates.sum(),
                ends.sum(),
                endsAtService.sum(),
                troubles,
                SoakGraph.range(samples, sample -> sample.heap() / 1e6, "%.1f"),
                SoakGraph.range(samples, SoakSample::threads, "%.0f"));
    }

    @Override
    public void close() {
        place.close();
    }
}
