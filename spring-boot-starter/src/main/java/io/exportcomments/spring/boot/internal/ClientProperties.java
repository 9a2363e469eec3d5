package io.exportcomments.spring.boot.internal;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.port.Timeouts;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import java.time.Duration;
import java.util.function.Supplier;

/** Sets the client, and what looks at it, up by the properties that have a range. */
public final class ClientProperties {
    private static final Duration LONGEST = Duration.ofDays(1);

    private ClientProperties() {}

    /**
     * Sets the times, the share of watches and the user agent.
     *
     * @throws InvalidSettingException if one is out of its range
     */
    public static void set(ExportCommentsBuilder builder, ExportCommentsProperties properties) {
        ExportCommentsProperties.Timeouts times = properties.timeouts();
        ExportCommentsProperties.Watch watch = properties.watch();
        naming("user-agent", () -> builder.userAgent(properties.userAgent()));
        naming("timeouts", () -> builder.timeouts(new Timeouts(times.connect(), times.attempt(), times.call())));
        naming("watch.share", () -> builder.watchShare(watch.share()));
        naming("watch.failover-after", () -> builder.failoverAfter(watch.failoverAfter()));
        naming("watch.reconcile-every", () -> builder.reconcileEvery(watch.reconcileEvery()));
    }

    /**
     * How health looks at the service, if that can be.
     *
     * @throws InvalidSettingException if a time is out of its range
     */
    public static ExportCommentsProperties.Health checked(ExportCommentsProperties.Health health) {
        check("health.ping-every", health.pingEvery(), Duration.ZERO);
        check("health.timeout", health.timeout(), Duration.ofMillis(1));
        return health;
    }

    private static void check(String property, Duration time, Duration least) {
        if (time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0) {
            throw new InvalidSettingException("The property exportcomments." + property + " must be " + least.toMillis()
                    + " ms to 1 day: " + time);
        }
    }

    private static void naming(String property, Supplier<ExportCommentsBuilder> use) {
        InvalidSettingException.naming("exportcomments." + property, use);
    }
}
