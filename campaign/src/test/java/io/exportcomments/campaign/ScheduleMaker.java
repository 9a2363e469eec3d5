package io.exportcomments.campaign;

import io.exportcomments.campaign.FaultKind.Area;
import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedCommand;
import io.exportcomments.campaign.Schedule.PlannedFault;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.campaign.Schedule.Setting;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.Schedule.Store;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes a schedule of a seed: the same one each time. */
final class ScheduleMaker {
    private static final List<FaultKind> KINDS = List.of(FaultKind.values());

    /** How long after all trouble everything works as it should. */
    static final Duration AFTERMATH = Duration.ofSeconds(75);

    /** After so many seeds the kinds of schedules come again. */
    private static final int KINDS_OF_SCHEDULES = 24;

    private final SplittableRandom random;
    private final long seed;

    private ScheduleMaker(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    }

    static Schedule of(long seed) {
        ScheduleMaker maker = new ScheduleMaker(seed);
        SpecialSchedules special = new SpecialSchedules(seed, maker);
        return switch (Math.floorMod(seed, KINDS_OF_SCHEDULES)) {
            case 2 -> special.away();
            case 3 -> special.breaksLater();
            case 4 -> special.crowd();
            case 5 -> special.twins();
            case 8 -> special.manyCreations();
            case 9 -> special.unanswered();
            case 10 -> special.unsureCreations();
            case 1, 7, 13, 19 -> maker.restless();
            default -> maker.make();
        };
    }

    private Schedule make() {
        Setting setting = setting();
        List<PlannedJob> jobs = new ArrayList<>();
        int many = oneIn(25) ? between(20, 45) : between(1, 6);
        for (int i = 0; i < many; i++) {
            jobs.add(job(i, setting));
        }
        List<PlannedFault> faults = new ArrayList<>();
        int trouble = oneIn(7) ? 0 : oneIn(4) ? between(8, 24) : between(1, 8);
        Area focus = oneIn(3) ? pick(Area.values()) : null;
        for (int i = 0; i < trouble; i++) {
            faults.add(fault(i, setting, focus));
        }
        Schedule schedule = new Schedule(seed, setting, jobs, faults);
        if (setting.closesAt() == null && oneIn(2)) {
            jobs.add(lasting(many, schedule.calmAt()));
        }
        return schedule;
    }

    /** A job that is watched through all trouble, and ends when all has been well for a while. */
    private PlannedJob lasting(int number, Duration calmAt) {
        Duration end = calmAt.plus(AFTERMATH).plus(millis(0, 40_000));
        Duration step = millis(9_000, 40_000);
        JobScript course = JobScript.queued(Duration.ZERO).rows(1_000);
        Duration left = end;
        for (int exported = 1; left.compareTo(step) > 0; exported++) {
            course = course.progress(step, exported, 1_000);
            left = left.minus(step);
        }
        course = oneIn(3) ? course.fails(left, "Video not found or is private") : course.done(left);
        PlannedWatch watch = new PlannedWatch(Ear.PLAIN, Duration.ZERO, Duration.ZERO, 1);
        return new PlannedJob(number, Origin.FOUND, false, Duration.ZERO, course, List.of(watch), List.of());
    }

    /** Attempts that fail and are retried in quick succession, while the state can hardly be read. */
    private Schedule restless() {
        Setting setting = setting();
        List<PlannedJob> jobs = new ArrayList<>();
        for (int i = between(1, 3); i > 0; i--) {
            List<PlannedCommand> commands = new ArrayList<>();
            for (int j = between(1, 4); j > 0; j--) {
                commands.add(new PlannedCommand(
                        setting.policies() || oneIn(3) ? Command.RETRY : Command.RETRY_ELSEWHERE, millis(500, 30_000)));
            }
            jobs.add(new PlannedJob(
                    i, Origin.FOUND, false, Duration.ZERO, restless(4), List.of(watch(setting)), commands));
        }
        List<PlannedFault> faults = new ArrayList<>();
        for (int i = between(1, 4); i > 0; i--) {
            PlannedFault any = fault(i, setting, oneIn(4) ? null : Area.REQUESTS);
            faults.add(new PlannedFault(
                    i, millis(0, oneIn(2) ? 0 : 10_000), any.kind(), 6, any.length(), 5 * between(0, 19)));
        }
        return new Schedule(seed, setting, jobs, faults);
    }

    private JobScript restless(int retries) {
        JobScript course = JobScript.queued(millis(0, 1_000)).rows(100);
        int exported = 0;
        for (int i = between(0, 3); i > 0; i--) {
            exported = Math.min(100, exported + between(1, 40));
            course = course.progress(millis(0, 6_000), exported, 100);
        }
        if (retries == 0 || oneIn(4)) {
            return course.done(millis(0, 3_000));
        }
        return course.fails(millis(0, 3_000), "Video not found or is private").onRetry(restless(retries - 1));
    }

    Setting setting() {
        return new Setting(
                pick(Sources.values()),
                pick(Store.values()),
                oneIn(2) ? Plan.PREMIUM : Plan.BUSINESS,
                oneIn(3),
                style(),
                Duration.ofMillis(oneIn(3) ? 2 : oneIn(4) ? 1_500 : 150),
                Duration.ofMillis(oneIn(2) ? 0 : oneIn(3) ? 3_000 : 40),
                oneIn(3),
                !oneIn(3),
                oneIn(5) ? millis(0, 150_000) : null);
    }

    private AnswerStyle style() {
        return AnswerStyle.documented()
                .links(pick(AnswerStyle.Links.values()))
                .names(pick(AnswerStyle.Names.values()))
                .lists(pick(AnswerStyle.Lists.values()))
                .createStatus(oneIn(2) ? 200 : 201)
                .secondsAsText(oneIn(2))
                .retryAfter(oneIn(2));
    }

    private PlannedJob job(int number, Setting setting) {
        boolean created = oneIn(3);
        List<PlannedWatch> watches = new ArrayList<>();
        for (int i = oneIn(4) ? between(2, 3) : 1; i > 0; i--) {
            watches.add(watch(setting));
        }
        List<PlannedCommand> commands = new ArrayList<>();
        for (int i = oneIn(3) ? between(1, 3) : 0; i > 0; i--) {
            commands.add(new PlannedCommand(command(setting), millis(0, 120_000)));
        }
        return new PlannedJob(
                number,
                created ? Origin.CREATED : Origin.FOUND,
                created && number > 0 && oneIn(3),
                oneIn(3) ? Duration.ZERO : millis(0, 60_000),
                course(created, 2),
                watches,
                commands);
    }

    /** With policies nobody else uses the plan: they could not know of it. */
    private Command command(Setting setting) {
        Command command = pick(Command.values());
        return setting.policies() && command == Command.RETRY_ELSEWHERE ? Command.RETRY : command;
    }

    private JobScript course(boolean created, int retries) {
        int total = between(50, 400);
        JobScript course =
                JobScript.queued(oneIn(2) ? Duration.ZERO : millis(0, 15_000)).rows(total);
        int exported = 0;
        int longest = oneIn(3) ? 1_000 : oneIn(4) ? 40_000 : 8_000;
        for (int i = between(0, 7); i > 0; i--) {
            exported = Math.min(total, exported + between(0, 60));
            course = oneIn(4)
                    ? course.progress(millis(0, longest), exported)
                    : course.progress(millis(0, longest), exported, total);
        }
        course = end(course, exported, longest);
        if (created && oneIn(4)) {
            course = course.notListedFor(millis(0, 4_000)).notFoundFor(millis(0, 4_000));
        }
        return retries > 0 && oneIn(2) ? course.onRetry(course(false, retries - 1)) : course;
    }

    private JobScript end(JobScript course, int exported, int longest) {
        Duration after = millis(0, longest);
        return switch (between(0, 9)) {
            case 0, 1, 2 -> course.fails(after, "Video not found or is private");
            case 3 -> exported == 0 ? course.emptyResult(after, "No comments") : course.done(after);
            case 4 -> course;
            default -> course.done(after);
        };
    }

    private PlannedWatch watch(Setting setting) {
        Ear ear = oneIn(2) ? Ear.PLAIN : pick(Ear.values());
        if (ear == Ear.BLOCKS && !setting.threads()) {
            ear = Ear.ONE_BY_ONE;
        }
        return new PlannedWatch(
                ear, oneIn(2) ? Duration.ZERO : millis(0, 60_000), millis(0, oneIn(3) ? 500 : 60_000), between(1, 6));
    }

    private PlannedFault fault(int number, Setting setting, @Nullable Area focus) {
        FaultKind kind = pick(KINDS);
        for (int i = 0; !fits(kind, setting) || (focus != null && kind.area() != focus && i < 200); i++) {
            kind = pick(KINDS);
        }
        return new PlannedFault(
                number, millis(0, 120_000), kind, between(1, 6), millis(0, oneIn(4) ? 90_000 : 12_000), between(0, 99));
    }

    private static boolean fits(FaultKind kind, Setting setting) {
        return switch (kind.area()) {
            case SOCKETS -> setting.sources().has(Sources.WEBSOCKET);
            case WEBHOOKS -> setting.sources().has(Sources.WEBHOOK);
            default -> true;
        };
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
