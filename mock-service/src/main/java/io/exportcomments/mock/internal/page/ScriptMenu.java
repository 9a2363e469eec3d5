package io.exportcomments.mock.internal.page;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.job.JobScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can become of a job that is started on the page. */
final class ScriptMenu {

    private record Course(
            String name, String label, @Nullable JobScript script) {}

    private final List<Course> all = List.of(
            new Course("usual", "As the mock was set up", null),
            new Course("steady", "Steady, done in a minute", steady()),
            new Course("quick", "Done in 2 s", quick()),
            new Course("failing", "Always fails", failing()),
            new Course("failing-once", "Fails, works when retried", failing().onRetry(quick())),
            new Course("endless", "Runs until it is stopped", JobScript.endless()),
            new Course("waiting", "Waits 30 s in the queue", waiting()));

    /**
     * The script of a course; empty for the one that the URL would have anyway.
     *
     * @throws ApiError when there is no such course
     */
    Optional<JobScript> script(String name) {
        for (Course course : all) {
            if (course.name.equals(name)) {
                return Optional.ofNullable(course.script);
            }
        }
        throw ApiError.invalid("There is no such course.");
    }

    JsonArray toJson() {
        JsonArray array = new JsonArray();
        all.forEach(c -> array.add(new JsonObject().put("name", c.name).put("label", c.label)));
        return array;
    }

    private static JobScript steady() {
        JobScript script = JobScript.queued(Duration.ofSeconds(2));
        for (int percent = 0; percent < 100; percent += 5) {
            script = script.progressPercent(Duration.ofSeconds(percent == 0 ? 0 : 3), percent);
        }
        return script.done(Duration.ofSeconds(1));
    }

    private static JobScript quick() {
        return JobScript.queued(Duration.ofMillis(500))
                .progressPercent(Duration.ofMillis(200), 40)
                .done(Duration.ofMillis(1300));
    }

    private static JobScript failing() {
        return JobScript.queued(Duration.ofMillis(500))
                .progressPercent(Duration.ofMillis(500), 50)
                .fails(Duration.ofSeconds(2), "The post is private or was removed.");
    }

    private static JobScript waiting() {
        return JobScript.queued(Duration.ofSeconds(30))
                .progressPercent(Duration.ofSeconds(1), 50)
                .done(Duration.ofSeconds(5));
    }
}
