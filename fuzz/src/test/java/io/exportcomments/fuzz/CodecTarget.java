package io.exportcomments.fuzz;

import io.exportcomments.codec.moshi.BatchCodec;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.codec.moshi.WebhookCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.BatchId;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobEvent;
import io.exportcomments.job.JobPage;
import io.exportcomments.job.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The first byte says what the rest is read as. */
final class CodecTarget implements FuzzTarget {
    private static final URI BASE = URI.create("https://exportcomments.com");
    private static final ErrorContext CONTEXT = ErrorContext.of(Operation.GET, null);
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final int[] STATUSES = {
        100, 204, 302, 400, 401, 402, 403, 404, 407, 408, 410, 425, 429, 500, 503, 999
    };

    /** Names of fields that an event has in two places. */
    private static final Set<String> DOUBLE = Set.of(
            "guid", "status", "download_link", "total", "total_exported", "error", "url", "created_at", "updated_at");

    private final JobCodec jobs = new JobCodec(BASE, Secrets.API_TOKEN);
    private final BatchCodec batches = new BatchCodec(BASE, Secrets.API_TOKEN);
    private final WebhookCodec webhooks = new WebhookCodec(Secrets.API_TOKEN);

    @Override
    public boolean take(byte[] input) throws Exception {
        if (input.length == 0) {
            return false;
        }
        byte[] json = Arrays.copyOfRange(input, 1, input.length);
        return switch (input[0]) {
            case 'j' -> job(json);
            case 'c' -> twice(json, bytes -> jobs.decodeCommandAnswer(new Buffer().write(bytes), CONTEXT)) != null;
            case 'p' -> page(json);
            case 't' -> socketToken(json);
            case 'e' -> event(twice(json, jobs::decodeRealtimeEvent));
            case 'w' -> event(twice(json, jobs::decodeWebhook));
            case 'r' -> once(json, bytes -> batches.decodeReceipt(new Buffer().write(bytes), CONTEXT)) != null;
            case 's' ->
                once(json, bytes -> batches.decodeState(new Buffer().write(bytes), BatchId.of("7"), CONTEXT)) != null;
            case 'h' -> once(json, bytes -> webhooks.decode(new Buffer().write(bytes), CONTEXT)) != null;
            case 'l' -> once(json, bytes -> webhooks.decodeList(new Buffer().write(bytes), CONTEXT)) != null;
            default -> refusal(input);
        };
    }

    private interface Decoding<T> {
        T decode(byte[] json) throws IOException;
    }

    /** The value; null if it could not be read, which is said without the secret. */
    private static <T> @Nullable T once(byte[] json, Decoding<T> decoding) throws IOException {
        try {
            return decoding.decode(json);
        } catch (UnreadableAnswerException e) {
            Secrets.assertNotIn(e);
            return null;
        }
    }

    /** The same value comes of the bytes with a blank before them, which keeps the codec from any short cut. */
    private static <T> @Nullable T twice(byte[] json, Decoding<T> decoding) throws IOException {
        T value = once(json, decoding);
        byte[] later = new byte[json.length + 1];
        later[0] = ' ';
        System.arraycopy(json, 0, later, 1, json.length);
        // Before a byte order mark, nothing may come.
        if (json.length > 0 && json[0] != (byte) 0xEF) {
            same(value, once(later, decoding));
        }
        return value;
    }

    private static void same(@Nullable Object one, @Nullable Object other) {
        if (one == null ? other != null : !one.equals(other)) {
            throw new AssertionError("Read in two ways: " + one + " and " + other);
        }
    }

    private boolean job(byte[] json) throws IOException {
        Job job = twice(json, bytes -> jobs.decodeJob(bytes, CONTEXT));
        same(job, once(json, bytes -> jobs.decodeJob(new Buffer().write(bytes), CONTEXT)));
        return job != null && wellFormed(job);
    }

    private boolean wellFormed(Job job) {
        byte[] written = jobs.encodeJob(job);
        Job read = jobs.decodeJob(written, CONTEXT);
        boolean same = read.equals(job) && read.hashCode() == job.hashCode();
        if (!same && !isSameButForDoubles(job, read, written)) {
            throw new AssertionError("Not the same any more: " + new String(written, StandardCharsets.UTF_8));
        }
        job.progress().ifPresent(progress -> {
            if (progress.exported() < 0) {
                throw new AssertionError("Less than nothing: " + progress);
            }
        });
        return true;
    }

    /** Whether only values are missing that were not understood, of fields that have other ones. */
    private boolean isSameButForDoubles(Job job, Job read, byte[] written) {
        Set<String> lost = new HashSet<>(job.unknownFields().keySet());
        lost.removeAll(read.unknownFields().keySet());
        return !lost.isEmpty() && DOUBLE.containsAll(lost) && Arrays.equals(jobs.encodeJob(read), written);
    }

    private boolean page(byte[] json) throws IOException {
        JobPage page = twice(json, bytes -> jobs.decodePage(bytes, 2, 10, CONTEXT));
        same(page, once(json, bytes -> jobs.decodePage(new Buffer().write(bytes), 2, 10, CONTEXT)));
        return page != null && page.jobs().stream().allMatch(this::wellFormed);
    }

    private boolean socketToken(byte[] json) throws IOException {
        var token = once(json, bytes -> jobs.decodeSocketToken(bytes, CONTEXT));
        var again = once(json, bytes -> jobs.decodeSocketToken(new Buffer().write(bytes), CONTEXT));
        if ((token == null) != (again == null)) {
            throw new AssertionError("A token was read only once");
        }
        Secrets.assertNotIn(String.valueOf(token));
        return token != null;
    }

    private boolean event(@Nullable JobEvent event) {
        return event != null && event.job().map(this::wellFormed).orElse(true);
    }

    /** A byte for the status, then the headers Retry-After and Date as lines, then the body. */
    private boolean refusal(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        String[] parts = text.substring(1).split("\n", 3);
        int status = STATUSES[input[0] & 0xF];
        String wait = parts.length > 1 ? parts[0] : null;
        String date = parts.length > 2 ? parts[1] : null;
        byte[] body = parts[parts.length - 1].getBytes(StandardCharsets.ISO_8859_1);
        ExportCommentsException error = jobs.errorFor(CONTEXT, status, wait, date, body, NOW);
        ExportCommentsException same = jobs.errorFor(CONTEXT, status, wait, date, new Buffer().write(body), NOW);
        if (error.getClass() != same.getClass() || !error.context().equals(same.context())) {
            throw new AssertionError("Two errors for one answer: " + error + " and " + same);
        }
        if (!error.context().httpStatus().equals(OptionalInt.of(status))) {
            throw new AssertionError("Not the status " + status + ": " + error.context());
        }
        if (error.retryAfter().orElse(Duration.ZERO).isNegative()) {
            throw new AssertionError("To be repeated before now: " + error.retryAfter());
        }
        Secrets.assertNotIn(error);
        return error.context().errorCode().isPresent();
    }
}
