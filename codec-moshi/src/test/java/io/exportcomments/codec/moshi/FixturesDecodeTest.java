package io.exportcomments.codec.moshi;

import static io.exportcomments.codec.moshi.Fixtures.GET;
import static io.exportcomments.codec.moshi.Fixtures.GUID;
import static io.exportcomments.codec.moshi.Fixtures.bytes;
import static io.exportcomments.codec.moshi.Fixtures.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobEvent.Kind;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.JobStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every sample body says exactly this, and nothing else: jobs are compared as wholes. */
class FixturesDecodeTest {
    private static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";
    private static final URI XLSX = URI.create("https://exportcomments.com/exports/yt_dQw4w9WgXcQ_f5f93319.xlsx");
    private static final URI JSON =
            URI.create("https://exportcomments.com/exports/a931e7af-b4219d47-3138-4efd-9762-2ef9f9495084.json");

    private final JobCodec codec = Fixtures.codec();

    private Job job(String name) {
        return codec.decodeJob(bytes(name), GET);
    }

    private static Job.Builder expected(String status) {
        return Job.builder(GUID, status);
    }

    @Test
    void doneWithAbsoluteLinks() {
        assertThat(job("job-done-absolute-links.json"))
                .isEqualTo(expected("done")
                        .id(81234L)
                        .url(VIDEO)
                        .options(ExportOptions.builder()
                                .replies(true)
                                .limit(1500)
                                .minTimestamp(Instant.ofEpochSecond(1740787200))
                                .cookies(Map.of("sessionid", "s3cret"))
                                .build())
                        .locked(false)
                        .jsonUrl(JSON)
                        .downloadLink(XLSX)
                        .rawFile("a931e7af-b4219d47-3138-4efd-9762-2ef9f9495084.json")
                        .total(1500L)
                        .totalExported(1498L)
                        .retry(0)
                        .platform("youtube")
                        .exportType("comments")
                        .plan("business")
                        .createdAt(Instant.parse("2026-03-01T07:32:27Z"))
                        .updatedAt(Instant.parse("2026-03-01T07:35:12Z"))
                        .exportedAt(Instant.parse("2026-03-01T07:35:12Z"))
                        .deleteAfter(Instant.parse("2026-03-06T07:35:12Z"))
                        .build());
    }

    @Test
    void doneWithRelativeLinks() {
        assertThat(job("job-done-relative-links.json"))
                .isEqualTo(expected("done")
                        .url(VIDEO)
                        .jsonUrl(URI.create(
                                "https://exportcomments.com/exports/b4219d47-3138-4efd-9762-2ef9f9495084.json"))
                        .downloadLink(URI.create(
                                "https://exportcomments.com/api/v3/job/b4219d47-3138-4efd-9762-2ef9f9495084/download"))
                        .total(100L)
                        .totalExported(98L)
                        .build());
    }

    @Test
    void error() {
        assertThat(job("job-error.json"))
                .isEqualTo(Job.builder(JobGuid.of("0d3f1c1a-5f0e-4a57-9c56-6a1f8f5a0b11"), JobStatus.ERROR)
                        .id(81235L)
                        .url("https://www.instagram.com/p/ABC123/")
                        .options(ExportOptions.builder().replies(false).build())
                        .locked(false)
                        .error("Video not found or is private")
                        .retry(1)
                        .build());
    }

    @Test
    void progressInSnakeCase() {
        assertThat(job("job-progress-snake.json"))
                .isEqualTo(expected("progress")
                        .url(VIDEO)
                        .replies(true)
                        .total(1500L)
                        .totalExported(678L)
                        .retry(0)
                        .repliesCount(12L)
                        .timezone("UTC")
                        .options(ExportOptions.builder().limit(1500).build())
                        .createdAt(Instant.parse("2026-03-01T07:32:27Z"))
                        .updatedAt(Instant.parse("2026-03-01T07:33:02Z"))
                        .unknownField("surprise_field", Map.of("nested", List.of(1L, 2L, 3L)))
                        .build());
    }

    @Test
    void queueing() {
        assertThat(job("job-queueing.json"))
                .isEqualTo(expected("queueing")
                        .id(81234L)
                        .url(VIDEO)
                        .options(
                                ExportOptions.builder().replies(true).limit(500).build())
                        .locked(false)
                        .build());
    }

    @Test
    void requeued() {
        Job job = job("job-requeued.json");
        assertThat(job).isEqualTo(expected("requeued").url(VIDEO).retry(2).build());
        assertThat(job.status()).isEqualTo(JobStatus.QUEUEING);
        assertThat(job.isRequeued()).isTrue();
    }

    @Test
    void stopped() {
        assertThat(job("job-stopped.json"))
                .isEqualTo(Job.builder(JobGuid.of("5b3a4a4e-94a5-4e0b-8a7f-0a7f8d9f3c22"), JobStatus.STOPPED)
                        .id(81236L)
                        .url("https://www.reddit.com/r/java/comments/abc123/")
                        .locked(true)
                        .build());
    }

    @Test
    void unknownStatus() {
        Job job = job("job-unknown-status.json");
        assertThat(job).isEqualTo(expected("archiving").url(VIDEO).build());
        assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
    }

    @ParameterizedTest
    @FieldSource("io.exportcomments.codec.moshi.Fixtures#JOBS")
    void aSourceGivesTheSameAsBytes_andWhatIsWrittenIsReadAgain(String name) throws IOException {
        Job job = job(name);
        assertThat(codec.decodeJob(new Buffer().write(bytes(name)), GET)).isEqualTo(job);
        assertThat(codec.decodeJob(codec.encodeJob(job), GET)).isEqualTo(job);
    }

    @Test
    void pages() throws IOException {
        Job done = expected("done").url(VIDEO).build();
        Job failed = Job.builder(JobGuid.of("0d3f1c1a-5f0e-4a57-9c56-6a1f8f5a0b11"), JobStatus.ERROR)
                .url("https://www.instagram.com/p/ABC123/")
                .build();
        Job queued = expected("queueing").url(VIDEO).build();
        assertThat(codec.decodePage(bytes("jobs-array.json"), 3, 2, GET))
                .isEqualTo(new JobPage(List.of(done, failed), 3, 2, OptionalLong.empty()));
        assertThat(codec.decodePage(bytes("jobs-envelope-data.json"), 9, 9, GET))
                .isEqualTo(new JobPage(List.of(queued), 1, 20, OptionalLong.of(41)));
        assertThat(codec.decodePage(bytes("jobs-envelope-items.json"), 9, 9, GET))
                .isEqualTo(new JobPage(List.of(done), 1, 20, OptionalLong.of(1)));
        for (String name : Fixtures.PAGES) {
            assertThat(codec.decodePage(new Buffer().write(bytes(name)), 1, 20, GET))
                    .isEqualTo(codec.decodePage(bytes(name), 1, 20, GET));
        }
    }

    @Test
    void socketToken() throws IOException {
        String jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln";
        assertThat(codec.decodeSocketToken(bytes("socket-token.json"), GET).reveal())
                .isEqualTo(jwt);
        assertThat(codec.decodeSocketToken(new Buffer().write(bytes("socket-token.json")), GET)
                        .reveal())
                .isEqualTo(jwt);
    }

    private void assertRealtime(String fixture, String name, Kind kind, Optional<Job> job) throws IOException {
        assertRealtime(fixture, new JobEvent(name, kind, job, Optional.empty()));
    }

    private void assertRealtime(String fixture, JobEvent event) throws IOException {
        assertThat(codec.decodeRealtimeEvent(bytes(fixture))).isEqualTo(event);
        assertThat(codec.decodeRealtimeEvent(new Buffer().write(bytes(fixture))))
                .isEqualTo(event);
    }

    private static JobEvent without(String name, Map<String, Object> fields) {
        return new JobEvent(name, Kind.OTHER, Optional.empty(), Optional.empty(), fields);
    }

    @Test
    void realtimeEvents() throws IOException {
        Map<String, Object> bulk = new LinkedHashMap<>();
        bulk.put("version", "v3-beta");
        bulk.put("guid", null);
        bulk.put("status", "done");
        bulk.put("url", "https://exportcomments.com/exports/bulk.zip");
        bulk.put("details", null);
        assertRealtime("event-bulk-download.json", without("bulk_download.ready", bulk));
        Map<String, Object> converted = new LinkedHashMap<>();
        converted.put("version", "v3-beta");
        converted.put("guid", GUID.value());
        converted.put("status", "done");
        converted.put("url", null);
        converted.put("details", Map.of("guid", GUID.value(), "status", "done", "url", VIDEO));
        assertRealtime("event-convert-done.json", without("job.convert.done", converted));
        assertRealtime(
                "event-created.json",
                "job.created",
                Kind.CREATED,
                Optional.of(expected("queueing").url(VIDEO).build()));
        assertRealtime(
                "event-progress.json",
                "job.progress",
                Kind.PROGRESS,
                Optional.of(expected("progress")
                        .url(VIDEO)
                        .totalExported(678L)
                        .total(1500L)
                        .build()));
        assertRealtime(
                "event-failed.json",
                "job.failed",
                Kind.FAILED,
                Optional.of(expected("error")
                        .url(VIDEO)
                        .error("The platform refused the request")
                        .build()));
        assertRealtime(
                "event-finished.json",
                "job.finished",
                Kind.FINISHED,
                Optional.of(expected("done")
                        .url(VIDEO)
                        .totalExported(1500L)
                        .total(1500L)
                        .downloadLink(XLSX)
                        .jsonUrl(JSON)
                        .build()));
        assertRealtime(
                "event-requeued-no-details.json",
                "job.requeued",
                Kind.REQUEUED,
                Optional.of(expected("requeued").build()));
    }

    private void assertWebhook(String fixture, String name, Kind kind, Job job, String messageId) {
        assertThat(codec.decodeWebhook(bytes(fixture)))
                .isEqualTo(new JobEvent(name, kind, Optional.of(job), Optional.of(messageId)));
    }

    private void assertWebhook(String fixture, String name, Kind kind, Map<String, Object> fields, String messageId) {
        assertThat(codec.decodeWebhook(bytes(fixture)))
                .isEqualTo(new JobEvent(name, kind, Optional.empty(), Optional.of(messageId), fields));
    }

    @Test
    void webhooks() {
        assertWebhook(
                "webhook-created-odd-bytes.json",
                "export.created",
                Kind.CREATED,
                Map.of("status", "processing", "platform", "youtube", "title", "café 😀  "),
                "msg-é-1");
        assertWebhook(
                "webhook-finished-short.json",
                "export.finished",
                Kind.FINISHED,
                Map.of(
                        "status",
                        "done",
                        "comments_count",
                        150L,
                        "download_url",
                        "https://exportcomments.com/exports/12345.xlsx"),
                "msg_7f3a");
        assertWebhook(
                "webhook-failed.json",
                "export.failed",
                Kind.FAILED,
                expected("failed").error("Video not found or is private").build(),
                "msg-fail-1");
        assertWebhook(
                "webhook-finished-full.json",
                "export.finished",
                Kind.FINISHED,
                expected("done")
                        .url("https://www.instagram.com/mypage")
                        .replies(false)
                        .fileName("ig-posts_mypage_f5f93319.xlsx")
                        .total(11L)
                        .totalExported(11L)
                        .retry(2)
                        .options(ExportOptions.builder()
                                .flag(ExportOptions.Flag.TWEETS, true)
                                .limit(11)
                                .build())
                        .createdAt(Instant.parse("2026-01-15T10:25:00Z"))
                        .exportedAt(Instant.parse("2026-01-15T10:40:00Z"))
                        .plan("business")
                        .platform("instagram")
                        .exportType("posts")
                        .downloadLink(URI.create("https://exportcomments.com/exports/ig-posts_mypage_f5f93319.xlsx"))
                        .jsonUrl(URI.create(
                                "https://exportcomments.com/exports/b4219d47-3138-4efd-9762-2ef9f9495084.json"))
                        .unknownField("masked_metadata", Map.of("export_duration", new BigDecimal("20.618")))
                        .unknownField("event_id", "5c1f0d0e-0000-4000-8000-000000000001")
                        .build(),
                "msg-done-123");
    }

    /** Otherwise this checkout has changed line ends, and the other tests show less than they say. */
    @Test
    void webhookFixturesAreByteExact() throws Exception {
        JsonReader reader = JsonReader.of(new Buffer().write(bytes("webhook-signatures.json")));
        List<?> signatures = (List<?>) Objects.requireNonNull(reader.readJsonValue());
        assertThat(signatures).hasSize(8);
        for (Object element : signatures) {
            Map<?, ?> signature = (Map<?, ?>) element;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(String.valueOf(signature.get("secret"))), "HmacSHA256"));
            assertThat(HexFormat.of().formatHex(mac.doFinal(bytes(String.valueOf(signature.get("body"))))))
                    .isEqualTo(signature.get("X-Signature"));
        }
    }
}
