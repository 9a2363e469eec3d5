package io.exportcomments.codec.moshi;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import io.exportcomments.port.ApiToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The sample bodies, and a codec to read them with. */
public final class Fixtures {
    public static final URI BASE = URI.create("https://exportcomments.com");
    public static final ApiToken TOKEN = ApiToken.of("Zq7".repeat(40));
    public static final JobGuid GUID = JobGuid.of("b4219d47-3138-4efd-9762-2ef9f9495084");
    public static final ErrorContext GET = ErrorContext.of(Operation.GET, GUID);
    public static final List<String> JOBS = List.of(
            "job-done-absolute-links.json",
            "job-done-relative-links.json",
            "job-error.json",
            "job-progress-snake.json",
            "job-queueing.json",
            "job-requeued.json",
            "job-stopped.json",
            "job-unknown-status.json");
    public static final List<String> PAGES =
            List.of("jobs-array.json", "jobs-envelope-data.json", "jobs-envelope-items.json");
    public static final List<String> EVENTS = List.of(
            "event-bulk-download.json",
            "event-convert-done.json",
            "event-created.json",
            "event-failed.json",
            "event-finished.json",
            "event-progress.json",
            "event-requeued-no-details.json");
    public static final List<String> WEBHOOKS = List.of(
            "webhook-created-odd-bytes.json",
            "webhook-failed.json",
            "webhook-finished-full.json",
            "webhook-finished-short.json");
    public static final List<String> ERRORS = List.of(
            "error-400-invalid-url.json",
            "error-401.json",
            "error-403-plan.json",
            "error-429-concurrency.json",
            "error-429-minute.json",
            "error-502.html");

    private Fixtures() {}

    public static JobCodec codec() {
        return new JobCodec(BASE, TOKEN);
    }

    public static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
