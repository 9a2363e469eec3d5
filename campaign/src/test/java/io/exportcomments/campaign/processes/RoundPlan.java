package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Ear;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedCommand;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.mock.job.JobScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * All that is planned of one round, made of its seed: the service, the client and the checker make it each for
 * themselves. Times count from the round's beginning.
 *
 * @param vertx whether the transport is Vert.x; otherwise Retrofit
 * @param policies whether limits, retries and the breaker stand around the calls
 * @param trouble how long there is trouble
 */
record RoundPlan(
        long seed,
        Sources sources,
        boolean vertx,
        boolean policies,
        HookStore store,
        Duration trouble,
        List<PlannedJob> jobs) {
    private static final String VIDEO = "https://www.youtube.com/watch?v=job";

    /** With policies the plan's windows of minutes are no place for more. */
    private static final int MOST_CREATED_WITH_POLICIES = 8;

    /** In a round as short as this nothing happens that only a minute later is certain: a stop, or a loss of a job. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    private static final Sources[] SOURCES = {
        Sources.WEBSOCKET_POLLING,
        Sources.POLLING,
        Sources.WEBHOOK_POLLING,
        Sources.WEBSOCKET,
        Sources.ALL_THREE,
        Sources.WEBSOCKET_WEBHOOK,
        Sources.WEBHOOK,
        Sources.WEBSOCKET_POLLING
    };

    /** How the webhook's receiver keeps deliveries. */
    enum HookStore {
        SQLITE,
        H2,
        MEMORY,
        UNTIL_HANDLED;

        /** Whether what was taken outlives the program. */
        boolean lasts() {
            return this == SQLITE || this == H2 || this == UNTIL_HANDLED;
        }
    }

    static RoundPlan of(long seed, int jobs, Duration trouble) {
        SplittableRandom chance = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        Sources sources = SOURCES[Math.floorMod(seed, SOURCES.length)];
        boolean vertx = chance.nextBoolean();
        boolean policies = chance.nextInt(3) == 0;
        HookStore store = pick(HookStore.values(), chance);
        List<PlannedJob> planned = new ArrayList<>();
        int created = policies ? Math.min(MOST_CREATED_WITH_POLICIES, jobs / 8) : jobs / 8;
        for (int i = 0; i < jobs; i++) {
            planned.add(job(i, i < created, policies, trouble, chance));
        }
        return new RoundPlan(seed, sources, vertx, policies, store, trouble, planned);
    }

    private static PlannedJob job(
            int number, boolean created, boolean policies, Duration trouble, SplittableRandom chance) {
        List<PlannedWatch> watches = new ArrayList<>();
        for (int i = chance.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
            Ear ear = chance.nextInt(3) > 0 ? Ear.PLAIN : pick(Ear.values(), chance);
            Duration after = chance.nextInt(3) > 0 ? Duration.ZERO : part(chance, trouble);
            Duration length = ear == Ear.BLOCKS ? part(chance, Duration.ofMillis(2_500)) : part(chance, trouble);
            watches.add(new PlannedWatch(ear, after, length, 1 + chance.nextInt(5)));
        }
        List<PlannedCommand> commands = new ArrayList<>();
        if (chance.nextInt(6) == 0) {
            Command command = pick(Command.values(), chance);
            if (policies || trouble.compareTo(SHORT) < 0) {
                command = policies ? Command.STOP_ELSEWHERE : Command.RETRY_ELSEWHERE;
            }
            commands.add(new PlannedCommand(command, part(chance, trouble)));
        }
        return new PlannedJob(
                number,
                created ? Origin.CREATED : Origin.FOUND,
                false,
                created ? part(chance, trouble) : Duration.ZERO,
                JobScript.instant(),
                watches,
                commands);
    }

    private static <T> T pick(T[] all, SplittableRandom chance) {
        return all[chance.nextInt(all.length)];
    }

    private static Duration part(SplittableRandom chance, Duration most) {
        return Duration.ofMillis(chance.nextLong(Math.max(1, most.toMillis())));
    }

    boolean isShort() {
        return trouble.compareTo(SHORT) < 0;
    }

    String url(int number) {
        return VIDEO + seed + "n" + number;
    }

    /** The number of the job with a URL. */
    static int number(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf('n') + 1));
    }

    /** The id of a job that is there from the beginning. */
    UUID guid(int number) {
        return new UUID(0x6e60_0000_0000_4000L + (seed << 16 >>> 16 & 0xFFF), 0x8000_0000_0000_0000L + number);
    }

    /** The course of an attempt, which is over in about one and a half times of the trouble, if at all. */
    JobScript course(int number, int attempt) {
        SplittableRandom chance = new SplittableRandom(seed * 31 + number * 131_071L + attempt * 7L);
        int total = 20 + chance.nextInt(300);
        JobScript course = JobScript.queued(part(chance, trouble.dividedBy(4))).rows(total);
        int exported = 0;
        for (int i = chance.nextInt(7); i > 0; i--) {
            exported = Math.min(total, exported + chance.nextInt(60));
            course = course.progress(part(chance, trouble.dividedBy(3)), exported, total);
        }
        Duration after = part(chance, trouble.dividedBy(3));
        return switch (chance.nextInt(10)) {
            case 0, 1, 2 -> course.fails(after, "Video not found or is private");
            // What is created may begin when nobody stops what has no end any more.
            case 3 -> isShort() || jobs.get(number).origin() == Origin.CREATED ? course.done(after) : course;
            default -> course.done(after);
        };
    }

    /** A course with those that follow by retries. */
    JobScript courses(int number, int attempt, JobScript first) {
        return attempt > 6 ? first : first.onRetry(courses(number, attempt + 1, course(number, attempt + 1)));
    }

    boolean isDownloaded(int number) {
        return number % 3 == 0;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + sources + ", " + (vertx ? "Vert.x" : "Retrofit")
                + (policies ? ", policies" : "") + (sources.has(Sources.WEBHOOK) ? ", deliveries in " + store : "")
                + ", " + jobs.size() + " jobs";
    }
}
