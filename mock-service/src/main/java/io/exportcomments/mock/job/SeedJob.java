package io.exportcomments.mock.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to put into the mock directly: past every limit, outside the run slots and the queue. Immutable; each method
 * returns a new one.
 *
 * @param url the source URL
 * @param guid null: made up
 * @param script null: the one that a created job with this URL would take
 * @param age how long ago it was created; the steps of its course up to now have happened
 * @param attempt how often it was retried before; the script is that of this attempt, and begins with the job's age
 * @param options as the job object shows them; JSON values
 */
public record SeedJob(
        String url,
        @Nullable UUID guid,
        @Nullable JobScript script,
        Duration age,
        int attempt,
        Map<String, @Nullable Object> options) {

    /** Checks the parts. */
    public SeedJob {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age must not be negative: " + age);
        }
        if (attempt < 0) {
            throw new IllegalArgumentException("a job can't have been retried " + attempt + " times");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A job for a URL, created now. */
    public static SeedJob of(String url) {
        return new SeedJob(url, null, null, Duration.ZERO, 0, Map.of());
    }

    /** With this guid. */
    public SeedJob guid(UUID value) {
        return new SeedJob(url, value, script, age, attempt, options);
    }

    /** With this guid, in its usual text form. */
    public SeedJob guid(String value) {
        return guid(UUID.fromString(value));
    }

    /** On this course. */
    public SeedJob script(JobScript value) {
        return new SeedJob(url, guid, value, age, attempt, options);
    }

    /** Created this long ago. */
    public SeedJob age(Duration value) {
        return new SeedJob(url, guid, script, value, attempt, options);
    }

    /** Retried so many times before, as one that the service had before it was started again. */
    public SeedJob attempt(int value) {
        return new SeedJob(url, guid, script, age, value, options);
    }

    /** With one more option. */
    public SeedJob option(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new SeedJob(url, guid, script, age, attempt, more);
    }
}
