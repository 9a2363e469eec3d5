package io.exportcomments.campaign;

import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.campaign.Schedule.Setting;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Schedules of which one thing is tried, that chance alone would hardly bring about. */
final class SpecialSchedules {
    private static final Sources[] STOOD_IN_FOR = {Sources.WEBSOCKET_POLLING, Sources.ALL_THREE};
    private static final Sources[] READING = {Sources.POLLING, Sources.WEBSOCKET_POLLING, Sources.WEBHOOK_POLLING};
    private static final FaultKind[] OUTCOMES = {
        FaultKind.RESET_BEFORE_TAKING,
        FaultKind.CLOSED_BEFORE_TAKING,
        FaultKind.RESET_AFTER_TAKING,
        FaultKind.CLOSED_AFTER_TAKING
    };
    /** Faults of requests with such a variant meet creations. */
    private static final int OF_CREATIONS = 2;
    /** Those with such a one meet all requests, and pages of it have two jobs. */
    private static final int OF_ALL = 5;

    private final long seed;
    private final ScheduleMaker chance;

    SpecialSchedules(long seed, ScheduleMaker chance) {
        this.seed = seed;
        this.chance = chance;
    }

    private Setting setting(Sources sources, Plan plan, boolean policies) {
        Setting any = chance.setting();
        return new Setting(
                sources,
                any.store(),
                plan,
                policies,
                any.style(),
                any.latency(),
                any.dawdling(),
                any.threads(),
                any.account(),
                null);
    }

    private PlannedWatch plain(Duration after) {
        return new PlannedWatch(Ear.PLAIN, after, Duration.ZERO, 1);
    }

    private PlannedJob found(int number, JobScript course, Duration watchedAfter) {
        return new PlannedJob(
                number, Origin.FOUND, false, Duration.ZERO, course, List.of(plain(watchedAfter)), List.of());
    }

    private PlannedJob created(int number, boolean twin, Duration at, JobScript course) {
        return new PlannedJob(number, Origin.CREATED, twin, at, course, List.of(plain(Duration.ZERO)), List.of());
    }

    private Duration millis(int least, int most) {
        return chance.millis(least, most);
    }

    private Plan plan() {
        return chance.oneIn(2) ? Plan.PREMIUM : Plan.BUSINESS;
    }

    /** The preferred source is away from the beginning, and says so: the one behind it stands in. */
    Schedule away() {
        Setting setting = setting(chance.pick(STOOD_IN_FOR), plan(), false);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = chance.between(1, 4); i > 0; i--) {
            JobScript course = JobScript.queued(millis(0, 20_000)).rows(10).done(millis(0, 40_000));
            jobs.add(found(i, course, millis(0, 5_000)));
        }
        return new Schedule(seed, setting, jobs, List.of(refused(0, Duration.ZERO)));
    }

    private PlannedFault refused(int number, Duration at) {
        return new PlannedFault(number, at, FaultKind.SOCKETS_REFUSED, 1, Duration.ofMinutes(2), chance.between(0, 99));
    }

    /** The preferred source works, breaks, and stays away for longer than it takes to notice. */
    Schedule breaksLater() {
        Setting setting = setting(Sources.WEBSOCKET_POLLING, plan(), false);
        Duration at = millis(10_000, 40_000);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = chance.between(2, 5); i > 0; i--) {
            JobScript course = JobScript.queued(millis(0, 20_000)).rows(10).done(at.plus(millis(0, 50_000)));
            jobs.add(found(i, course, millis(0, 5_000)));
        }
        return new Schedule(
                seed,
                setting,
                jobs,
                List.of(
                        refused(0, at),
                        new PlannedFault(1, at, FaultKind.SOCKETS_CUT, 1, Duration.ZERO, chance.between(0, 99))));
    }

    /** So many jobs on so small pages that all of them can't be read as often as one could. */
    Schedule crowd() {
        Setting setting = setting(chance.pick(READING), Plan.PREMIUM, false);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = chance.between(45, 60); i > 0; i--) {
            JobScript course = JobScript.queued(millis(0, 30_000)).rows(10).done(millis(0, 150_000));
            jobs.add(found(i, course, millis(0, 3_000)));
        }
        PlannedFault small =
                new PlannedFault(0, Duration.ZERO, FaultKind.SMALL_PAGES, 10_000, Duration.ofMinutes(3), OF_ALL);
        return new Schedule(seed, setting, jobs, List.of(small));
    }

    /** Pairs of creations of one URL at the same time, of which one or both get no answer. */
    Schedule twins() {
        Setting setting = setting(chance.pick(Sources.values()), plan(), chance.oneIn(4));
        List<PlannedJob> jobs = new ArrayList<>();
        List<PlannedFault> faults = new ArrayList<>();
        int apart = (int) setting.latency().toMillis();
        for (int pair = 0; pair < chance.between(1, 2); pair++) {
            Duration at = millis(0, 2_000).plusSeconds(90L * pair);
            for (int one = 0; one < 2; one++) {
                JobScript course = JobScript.queued(millis(0, 5_000)).rows(10).done(millis(0, 60_000));
                jobs.add(created(2 * pair + one, one == 1, one == 0 ? at : at.plus(millis(0, apart)), course));
            }
            faults.add(new PlannedFault(
                    pair, at, chance.pick(OUTCOMES), 1, Duration.ofSeconds(1), OF_CREATIONS + 6 * pair));
        }
        return new Schedule(seed, setting, jobs, faults);
    }

    /** With policies, and nobody else who uses the plan: more creations than it allows in its spans. */
    Schedule manyCreations() {
        Setting setting = setting(chance.pick(Sources.values()), Plan.PREMIUM, true);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            JobScript course = JobScript.queued(Duration.ZERO).rows(10).done(millis(0, 2_000));
            jobs.add(created(i, false, millis(0, 330_000), course));
        }
        return new Schedule(seed, setting, jobs, List.of());
    }

    /** With policies: more creations than the plan has places for, of which some get no answer. */
    Schedule unsureCreations() {
        Setting setting = setting(chance.pick(Sources.values()), Plan.PREMIUM, true);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            JobScript course = JobScript.queued(Duration.ZERO).rows(10).done(millis(30_000, 60_000));
            jobs.add(created(i, false, millis(0, 4_000), course));
        }
        PlannedFault lost = new PlannedFault(
                0,
                Duration.ZERO,
                FaultKind.RESET_AFTER_TAKING,
                chance.between(1, 3),
                Duration.ofSeconds(5),
                OF_CREATIONS);
        return new Schedule(seed, setting, jobs, List.of(lost));
    }

    /** The realtime server lets commands go unanswered: those by which a token is renewed above all. */
    Schedule unanswered() {
        Setting setting = setting(Sources.WEBSOCKET_POLLING, plan(), false);
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            JobScript course = JobScript.queued(millis(0, 20_000)).rows(10).done(millis(60_000, 120_000));
            jobs.add(found(i, course, Duration.ZERO));
        }
        PlannedFault tokens = new PlannedFault(
                0, Duration.ZERO, FaultKind.TOKENS_SHORT, 1, Duration.ofSeconds(70), chance.between(10, 30));
        PlannedFault ignored = new PlannedFault(
                1, millis(10_000, 15_000), FaultKind.COMMANDS_IGNORED, chance.between(1, 2), Duration.ZERO, 0);
        return new Schedule(seed, setting, jobs, List.of(tokens, ignored));
    }
}
