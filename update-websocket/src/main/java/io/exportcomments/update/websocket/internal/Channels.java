package io.exportcomments.update.websocket.internal;

import io.exportcomments.job.JobGuid;
import java.util.Optional;

/** The names of the channels that carry job events. Source: the service's realtime documentation. */
final class Channels {
    private static final String ACCOUNT = "exports:";
    private static final String JOB_PREFIX = "export.";
    private static final String JOB_SUFFIX = ".job";

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

    static String of(JobGuid guid) {
        return JOB_PREFIX + guid + JOB_SUFFIX;
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
