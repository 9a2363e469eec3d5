package io.exportcomments.spring.boot.internal;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.port.Timeouts;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import java.util.function.Supplier;

/** Sets the client up by the properties that have a range. */
public final class ClientProperties {
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

    private static void naming(String property, Supplier<ExportCommentsBuilder> use) {
        InvalidSettingException.naming("exportcomments." + property, use);
    }
}
