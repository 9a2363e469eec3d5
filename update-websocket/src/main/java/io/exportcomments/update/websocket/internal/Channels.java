package io.exportcomments.update.websocket.internal;

import io.exportcomments.job.JobGuid;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of the channels that carry job events. Source: the service's realtime documentation. */
final class Channels {
    private static final String ACCOUNT = "exports:";
    private static final String JOB_PREFIX = "export.";
    private static final String JOB_SUFFIX = ".job";

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Channels() {}

    static boolean isOfAccount(String channel) {
        return channel.startsWith(ACCOUNT);
    }

    static boolean isOfJobs(String channel) {
        return isOfAccount(channel) || isOfOneJob(channel);
    }

    private static boolean isOfOneJob(String channel) {
        return channel.length() > JOB_PREFIX.length() + JOB_SUFFIX.length()
                && channel.startsWith(JOB_PREFIX)
                && channel.endsWith(JOB_SUFFIX);
    }

    /** The channel of a job. The service writes UUIDs in small letters, however a program has them. */
    static String of(JobGuid guid) {
        String text = guid.value();
        return JOB_PREFIX + (UUID.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : text) + JOB_SUFFIX;
    }

    /** The job that a channel belongs to; empty if it is no job's. */
    static Optional<JobGuid> job(String channel) {
        if (!isOfOneJob(channel)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JobGuid.of(channel.substring(JOB_PREFIX.length(), channel.length() - JOB_SUFFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
