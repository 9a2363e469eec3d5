package io.exportcomments.mock.internal.page;

import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the page reads and does. A job that is started here is one like any other: the plan's limits hold for it. */
public final class PageControls {

    private static final int SHOWN = 60;

    private final JobEngine jobs;
    private final Hub hub;
    private final ScriptMenu courses = new ScriptMenu();
    private final FaultMenu faults;

    /** The controls of a mock. */
    public PageControls(JobEngine jobs, Hub hub, Faults faults) {
        this.jobs = jobs;
        this.hub = hub;
        this.faults = new FaultMenu(faults, hub);
    }

    /** What the page shows; base is what addresses of the service begin with. */
    JsonObject state(String base) {
        JsonArray shown = new JsonArray();
        jobs.list(1, SHOWN).jobs().forEach(job -> shown.add(json(job)));
        ServicePlan plan = jobs.account().plan();
        return new JsonObject()
                .put("jobs", shown)
                .put("courses", courses.toJson())
                .put("faults", faults.toJson())
                .put("plan", plan.name())
                .put("unlimited", plan.equals(ServicePlan.unlimited()))
                .put("base", base)
                .put(
                        "sockets",
                        hub.control().connections().stream()
                                .filter(RealtimeConnection::connected)
                                .count());
    }

    JsonObject start(JsonObject body) {
        String url = body.getString("url", "");
        Optional<JobScript> script = courses.script(body.getString("course", ""));
        Integer limit = body.getInteger("limit");
        if (limit != null && limit < 1) {
            throw ApiError.invalid("The limit must be at least 1.");
        }
        Map<String, @Nullable Object> options = limit == null ? Map.of() : Map.of("limit", limit);
        return json(
                script.isPresent() ? jobs.create(url, options, script.get(), null) : jobs.create(url, options, null));
    }

    JsonObject stop(UUID guid) {
        return json(jobs.stop(guid));
    }

    JsonObject retry(UUID guid) {
        return json(jobs.retry(guid));
    }

    JsonObject fault(String name) {
        faults.inject(name);
        return new JsonObject();
    }

    JsonObject token() {
        return new JsonObject().put("token", hub.pageToken());
    }

    private static JsonObject json(MockJob job) {
        return new JsonObject()
                .put("guid", job.guid().toString())
                .put("url", job.url())
                .put("status", job.status())
                .put("platform", job.platform())
                .put("attempt", job.attempt())
                .put("exported", job.exported())
                .put("total", job.total())
                .put("error", job.error());
    }
}
