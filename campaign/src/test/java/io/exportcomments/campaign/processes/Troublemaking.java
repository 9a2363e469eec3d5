package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.processes.FaultyProxy.Door;
import io.exportcomments.campaign.processes.FaultyProxy.Weather;
import io.exportcomments.testkit.process.JavaProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Makes trouble for a while, one kind after the other and some at once, as a seed says; then all is well. */
final class Troublemaking {
    private static final int[] GATEWAYS = {500, 502, 503, 504};

    private final Round round;
    private final SplittableRandom chance;
    private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);
    private final List<Later> later = new ArrayList<>();

    /** What is to be undone, and when. */
    private record Later(long at, Undoing task) {}

    /** Undoes some trouble. */
    private interface Undoing {
        void undo() throws IOException, InterruptedException;
    }

    Troublemaking(Round round, long seed) {
        this.round = round;
        this.chance = new SplittableRandom(seed * 7_919);
    }

    Map<Trouble, Integer> made() {
        return made;
    }

    void last(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long next = System.nanoTime() + millis(200, 1_500);
        while (System.nanoTime() - end < 0) {
            undo(System.nanoTime());
            if (System.nanoTime() - next >= 0) {
                make();
                next = System.nanoTime() + millis(300, 3_500);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        undo(Long.MAX_VALUE);
    }

    private long millis(int least, int most) {
        return TimeUnit.MILLISECONDS.toNanos(chance.nextInt(least, most + 1));
    }

    private void undo(long now) throws IOException, InterruptedException {
        for (Later one : List.copyOf(later)) {
            if (now == Long.MAX_VALUE || now - one.at() >= 0) {
                later.remove(one);
                one.task().undo();
            }
        }
    }

    private void after(int least, int most, Undoing task) {
        later.add(new Later(System.nanoTime() + millis(least, most), task));
    }

    private void make() throws IOException, InterruptedException {
        Trouble[] all = Trouble.values();
        Trouble trouble = all[chance.nextInt(all.length)];
        boolean fits = trouble == Trouble.DISK_FULL
                ? round.disk().isSmall()
                : !trouble.needsLimits()
                        || (JavaProgram.hasLimits() && round.history().isAwake());
        // Of uses before it was killed, a client's own limits know nothing.
        if (fits && !(trouble == Trouble.CLIENT_KILLED && round.plan().policies())) {
            round.tell(trouble.name());
            made.merge(trouble, 1, Integer::sum);
            make(trouble);
        }
    }

    private void make(Trouble trouble) throws IOException, InterruptedException {
        FaultyProxy way = round.hooks() != null && chance.nextInt(4) == 0 ? round.hooks() : round.way();
        switch (trouble) {
            case SERVICE_KILLED -> killService(0);
            case SERVICE_KILLED_AND_FORGETS -> killService(round.plan().isShort() ? 0 : chance.nextInt(1, 5));
            case SERVICE_STOPPED -> stop(round.service());
            case CLIENT_KILLED -> killClient();
            case CLIENT_STOPPED -> stop(round.client());
            case RESET -> way.cut(true);
            case CLOSED -> way.cut(false);
            case HALF_OPEN -> {
                way.freeze();
                after(3_000, 40_000, () -> way.thaw(false));
            }
            case STALLED -> {
                way.freeze();
                after(500, 12_000, () -> way.thaw(true));
            }
            case LATE -> weather(way, new Weather(Door.OPEN, chance.nextInt(20, 1_500), 0, 0, 0, 0, false));
            case FEW_BYTES -> weather(way, new Weather(Door.OPEN, 0, chance.nextInt(300, 20_000), 0, 0, 0, false));
            case SLICED -> weather(way, new Weather(Door.OPEN, 0, 0, chance.nextInt(1, 40), 0, 0, false));
            case REFUSED -> {
                way.shut();
                after(300, 8_000, way::reopen);
            }
            case SLAMMED -> weather(way, new Weather(Door.SLAMMED, 0, 0, 0, 0, 0, false));
            case SILENT -> weather(way, new Weather(Door.SILENT, 0, 0, 0, 0, 0, false));
            case ANSWERS_CUT -> weather(way, new Weather(Door.OPEN, 0, 0, 0, chance.nextInt(1, 3_000), 0, false));
            case GATEWAY_ERROR, GATEWAY_ERROR_AFTER_TAKING -> {
                int status = GATEWAYS[chance.nextInt(GATEWAYS.length)];
                weather(way, new Weather(Door.OPEN, 0, 0, 0, 0, status, trouble == Trouble.GATEWAY_ERROR_AFTER_TAKING));
            }
            case DISK_FULL -> fillDisk();
            case FILES_CANNOT_GROW -> {
                JavaProgram client = round.client();
                client.limitFiles(chance.nextInt(0, 40_000));
                after(1_000, 12_000, () -> client.limitFiles(-1));
            }
            case NO_DESCRIPTORS -> {
                JavaProgram client = round.client();
                client.limitDescriptors(Math.max(1, client.descriptors() + chance.nextInt(3) - 1));
                after(1_000, 10_000, () -> client.limitDescriptors(-1));
            }
        }
    }

    private void fillDisk() {
        round.disk().fill();
        after(1_000, 12_000, round.disk()::free);
    }

    private void weather(FaultyProxy way, Weather weather) {
        way.weather(weather);
        after(500, 10_000, () -> {
            if (way.weather().equals(weather)) {
                way.weather(Weather.FINE);
            }
        });
    }

    private void stop(JavaProgram program) throws InterruptedException {
        program.pause();
        after(300, 15_000, program::goOn);
    }

    private void killService(int forgotten) throws IOException, InterruptedException {
        round.killService();
        after(100, 6_000, () -> round.startService(forgotten));
    }

    private void killClient() throws InterruptedException {
        round.killClient();
        after(100, 4_000, round::startClient);
    }
}
