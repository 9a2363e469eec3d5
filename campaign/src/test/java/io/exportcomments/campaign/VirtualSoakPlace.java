package io.exportcomments.campaign;

import io.exportcomments.ExportComments;
import io.exportcomments.campaign.Schedule.Setting;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.campaign.Schedule.Store;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.job.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The campaign's world: one thread, and no real waiting. */
final class VirtualSoakPlace implements SoakPlace {
    private final World world;

    VirtualSoakPlace(long seed) {
        Setting setting = new Setting(
                Sources.WEBSOCKET_POLLING,
                Store.LARGE,
                Plan.BUSINESS,
                false,
                AnswerStyle.documented(),
                Duration.ofMillis(200),
                Duration.ofMillis(5),
                false,
                true,
                null);
        world = new World(new Schedule(seed, setting, List.of(), List.of()), false);
    }

    @Override
    public ExportComments client() {
        return world.client();
    }

    @Override
    public Jobs jobs() {
        return world.jobs();
    }

    @Override
    public Faults faults() {
        return world.service().faults();
    }

    @Override
    public void pass(Duration length) {
        world.pass(length);
    }

    @Override
    public boolean passUntil(BooleanSupplier condition, Duration bound) {
        return world.passUntil(condition, bound);
    }

    @Override
    public Duration rest() {
        return Duration.ofMinutes(3);
    }

    @Override
    public void later(Duration delay, Runnable task) {
        world.later(delay, task);
    }

    @Override
    public void forget() {
        world.forget();
        Logs.taken();
    }

    @Override
    public int open() {
        return world.timers() + world.openSockets() + world.openExchanges();
    }

    @Override
    public void close() {
        world.close();
    }
}
