package io.exportcomments.spring.boot;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The client's settings. Immutable.
 *
 * @param apiToken the account's API token; a secret. The environment variable EXPORTCOMMENTS_API_TOKEN sets it as well
 * @param baseUrl the service's origin
 * @param transport which transport to use, where there are several on the classpath
 * @param plan the account's plan, whose limits are kept
 * @param userAgent the User-Agent of each request
 * @param updates which update sources to use, of those that are on the classpath; all, if empty. The order of
 *     preference is always websocket, webhook, polling
 * @param timeouts how long calls may take
 * @param watch how jobs are followed
 * @param policies whether the policies of policy-resilience4j stand around the calls
 * @param events what is published in the application
 * @param health how the actuator's health looks at the service
 * @param proxy the proxy to go by
 * @param ssl whose certificates are trusted
 */
@ConfigurationProperties("exportcomments")
public record ExportCommentsProperties(
        @Nullable String apiToken,
        @DefaultValue("https://exportcomments.com") URI baseUrl,
        @Nullable TransportName transport,
        @DefaultValue("premium") PlanName plan,
        @DefaultValue("exportcomments-java") String userAgent,
        @DefaultValue List<UpdatesName> updates,
        @DefaultValue Timeouts timeouts,
        @DefaultValue Watch watch,
        @DefaultValue Policies policies,
        @DefaultValue Events events,
        @DefaultValue Health health,
        @DefaultValue Proxy proxy,
        @DefaultValue Ssl ssl) {

    /** Copies the list. */
    public ExportCommentsProperties {
        updates = List.copyOf(updates);
    }

    /** Everything but the token. */
    @Override
    public String toString() {
        return "ExportCommentsProperties[apiToken=***, baseUrl=" + baseUrl + ", transport=" + transport + ", plan="
                + plan + ", updates=" + updates + ", timeouts=" + timeouts + ", watch=" + watch + "]";
    }

    /** The transports that there are. */
    public enum TransportName {
        /** Retrofit and OkHttp. */
        RETROFIT,
        /** Vert.x. */
        VERTX
    }

    /**
     * The plans that there are. For one of another kind, set it with an {@link ExportCommentsCustomizer} of the
     * client's builder.
     */
    public enum PlanName {
        /** The smaller plan. */
        PREMIUM,
        /** The larger plan. */
        BUSINESS
    }

    /** The update sources that there are. */
    public enum UpdatesName {
        /** Pushed over a WebSocket. */
        WEBSOCKET,
        /** Pushed as webhook deliveries. */
        WEBHOOK,
        /** Asked for. */
        POLLING
    }

    /**
     * How long calls may take.
     *
     * @param connect how long connecting may take
     * @param attempt how long one attempt may take
     * @param call how long a whole call may take, with everything that it waits for
     */
    public record Timeouts(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("30s") Duration attempt,
            @DefaultValue("60s") Duration call) {}

    /**
     * How jobs are followed.
     *
     * @param share the watches' share of the plan's requests a minute, more than 0 and at most 1
     * @param failoverAfter how long an update source may be away before the next one is taken
     * @param reconcileEvery how old the state of a watched job may become before it is read again
     */
    public record Watch(
            @DefaultValue("0.5") double share,
            @DefaultValue("5s") Duration failoverAfter,
            @DefaultValue("60s") Duration reconcileEvery) {}

    /**
     * The policies around the calls.
     *
     * @param enabled whether retry, the plan's limits, the circuit breaker, the bulkhead and the time limit are there
     */
    public record Policies(@DefaultValue("true") boolean enabled) {}

    /**
     * What is published in the application.
     *
     * @param enabled whether updates of watched jobs are published as application events
     */
    public record Events(@DefaultValue("true") boolean enabled) {}

    /**
     * How the actuator's health looks at the service.
     *
     * @param pingEvery how old the last ping may be before the service is asked again, since each costs a request
     * @param timeout how long to wait for the answer
     */
    public record Health(
            @DefaultValue("1m") Duration pingEvery,
            @DefaultValue("5s") Duration timeout) {}

    /**
     * The proxy to go by. Without one, it is the one that the JVM's properties name, such as {@code https.proxyHost}.
     *
     * @param url http://host:port, socks5://host:port
     * @param username the user, where the proxy wants one
     * @param password the password, where the proxy wants one; a secret
     * @param directHosts hosts, domains, addresses and networks that are reached without it
     */
    public record Proxy(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue List<String> directHosts) {
        /** Copies the list. */
        public Proxy {
            directHosts = List.copyOf(directHosts);
        }

        /** The hosts alone. */
        @Override
        public String toString() {
            return "Proxy[***, directHosts=" + directHosts + "]";
        }
    }

    /**
     * Whose certificates are trusted, and which the client shows.
     *
     * @param bundle the name of an SSL bundle, whose trust store stands in place of the JDK's
     */
    public record Ssl(@Nullable String bundle) {}
}
