package io.exportcomments.examples.spring;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The dashboard's own settings; those of the client begin with {@code exportcomments}.
 *
 * @param refresh how often the account's list is read while somebody looks, for the jobs of other programs
 * @param hosts the names under which browsers may ask for this program
 * @param samples whether the stand-in begins with some jobs
 */
@ConfigurationProperties("dashboard")
record DashboardProperties(
        @DefaultValue("20s") Duration refresh,
        @DefaultValue({"127.0.0.1", "localhost", "[::1]"}) Set<String> hosts,
        @DefaultValue("true") boolean samples) {}
