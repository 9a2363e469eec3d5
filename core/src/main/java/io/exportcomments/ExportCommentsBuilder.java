package io.exportcomments;

import io.exportcomments.event.ClientListener;
import io.exportcomments.internal.client.ClientOperations;
import io.exportcomments.internal.client.ClientSettings;
import io.exportcomments.internal.watch.WatchSettings;
import io.exportcomments.job.Plan;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportInterceptor;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.port.UpdateSourceProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Builds clients. Needs a token and a transport; everything else has a default. What is passed in is borrowed and
 * stays open when the client is closed; what the client makes itself, it closes. Not thread-safe.
 */
public final class ExportCommentsBuilder {
    private @Nullable ApiToken token;
    private URI baseUrl = TransportSettings.SERVICE;
    private @Nullable TransportProvider transport;
    private final List<UpdateSourceProvider> updates = new ArrayList<>();
    private final List<TransportInterceptor> interceptors = new ArrayList<>();
    private final List<ClientListener> listeners = new ArrayList<>();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private NetworkSettings network = NetworkSettings.DEFAULT;
    private Plan plan = Plan.PREMIUM;
    private boolean planSet;
    private double watchShare = 0.5;
    private Duration failoverAfter = WatchSettings.DEFAULT.failoverAfter();
    private Duration reconcileEvery = WatchSettings.DEFAULT.reconcileEvery();
    private String userAgent = "exportcomments-java";
    private @Nullable Timekeeper timekeeper;
    private @Nullable Executor callbackExecutor;
    private @Nullable Executor workerExecutor;

    ExportCommentsBuilder() {}

    /**
     * Sets the account's token. Needed.
     *
     * @throws IllegalArgumentException if it is null, empty or can't be a token; the message does not show the token
     */
    public ExportCommentsBuilder token(@Nullable String apiToken) {
        if (apiToken == null) {
            throw new IllegalArgumentException(
                    "The API token is missing: is the environment variable or property set?");
        }
        return token(ApiToken.of(apiToken));
    }

    /** Sets the account's token. Needed. */
    public ExportCommentsBuilder token(ApiToken apiToken) {
        token = Objects.requireNonNull(apiToken, "token");
        return this;
    }

    /**
     * Sets the service's origin; by default {@link TransportSettings#SERVICE}. The token goes there and nowhere else.
     */
    public ExportCommentsBuilder baseUrl(URI origin) {
        baseUrl = Objects.requireNonNull(origin, "baseUrl");
        return this;
    }

    /** Sets the transport. Needed. */
    public ExportCommentsBuilder transport(TransportProvider provider) {
        transport = Objects.requireNonNull(provider, "transport");
        return this;
    }

    /**
     * Adds an update source, less preferred than those added before: it is used while they are down. Without any,
     * watched jobs are read only as often as {@link #reconcileEvery} says.
     */
    public ExportCommentsBuilder updates(UpdateSourceProvider provider) {
        updates.add(Objects.requireNonNull(provider, "updates"));
        return this;
    }

    /** Adds an interceptor inside those added before: the first is the outermost. */
    public ExportCommentsBuilder interceptor(TransportInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /** Adds a listener, such as metrics or a log, for what the client and its update sources do. */
    public ExportCommentsBuilder listener(ClientListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets how long things may take; by default 10 s to connect, 30 s for an attempt, 60 s for a call. */
    public ExportCommentsBuilder timeouts(Timeouts newTimeouts) {
        timeouts = Objects.requireNonNull(newTimeouts, "timeouts");
        return this;
    }

    /**
     * Sets by which proxy the client goes and whose certificates it trusts; by default the JVM's. A transport that
     * stands on a lent client or lent options keeps theirs.
     */
    public ExportCommentsBuilder network(NetworkSettings settings) {
        network = Objects.requireNonNull(settings, "network");
        return this;
    }

    /**
     * Sets the account's plan, by which watches keep within their share; by default the smaller one,
     * {@link Plan#PREMIUM}. Bulk exports have no more items on the way at once than a plan that is set has places.
     */
    public ExportCommentsBuilder plan(Plan newPlan) {
        plan = Objects.requireNonNull(newPlan, "plan");
        planSet = true;
        return this;
    }

    /**
     * Sets which share of the plan's requests per minute the watches may spend, however many there are; by default a
     * half.
     *
     * @param share more than 0, at most 1
     * @throws IllegalArgumentException if it is out of this range
     */
    public ExportCommentsBuilder watchShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of the watches must be more than 0 and at most 1: " + share);
        }
        watchShare = share;
        return this;
    }

    /**
     * Sets how long an update source may be down before the next one takes over; by default 5 s.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 hour
     */
    public ExportCommentsBuilder failoverAfter(Duration bound) {
        failoverAfter = checked("failoverAfter", bound);
        return this;
    }

    /**
     * Sets how old the state of a watched job may become before it is read again, whatever the update sources say; by
     * default 60 s. The watches' share of requests takes precedence: with very many jobs it takes longer.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 hour
     */
    public ExportCommentsBuilder reconcileEvery(Duration interval) {
        reconcileEvery = checked("reconcileEvery", interval);
        return this;
    }

    private static Duration checked(String what, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(what + " must be between 1 ms and 1 hour: " + time);
        }
        return time;
    }

    /**
     * Sets the {@code User-Agent} of each request; by default {@code exportcomments-java}.
     *
     * @throws IllegalArgumentException if it is blank, starts or ends with a space, or has characters other than
     *     printable ASCII
     */
    public ExportCommentsBuilder userAgent(String name) {
        if (name.isBlank() || !name.equals(name.strip()) || !name.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "A user agent consists of printable ASCII characters, without spaces at its start or end");
        }
        userAgent = name;
        return this;
    }

    /** Sets where time and waiting come from; by default the system's clock and one thread. */
    public ExportCommentsBuilder timekeeper(Timekeeper source) {
        timekeeper = Objects.requireNonNull(source, "timekeeper");
        return this;
    }

    /**
     * Sets who calls listeners and subscribers. By default one thread, and one more for each call that is stuck. An
     * executor that runs tasks on the caller's thread runs the program's code on I/O threads: don't use one outside
     * tests.
     */
    public ExportCommentsBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
        return this;
    }

    /** Sets who does the blocking work of downloads. By default a thread for each download, ended when idle. */
    public ExportCommentsBuilder workerExecutor(Executor executor) {
        workerExecutor = Objects.requireNonNull(executor, "workerExecutor");
        return this;
    }

    /**
     * The client. Nothing is sent yet. The caller closes it.
     *
     * @throws IllegalStateException if the token or the transport is missing
     * @throws IllegalArgumentException if the base URL is not an origin, or certificates are to go unchecked on another
     *     machine
     */
    public ExportComments build() {
        if (token == null) {
            throw new IllegalStateException(
                    "The client needs a token: builder.token(System.getenv(\"EXPORTCOMMENTS_API_TOKEN\"))");
        }
        if (transport == null) {
            throw new IllegalStateException(
                    "The client needs a transport, such as RetrofitTransport.create() of the module"
                            + " exportcomments-transport-retrofit: builder.transport(...)");
        }
        int requests = Math.max(2, (int) Math.floor(plan.requestsPerMinute() * watchShare));
        ClientSettings settings = new ClientSettings(
                new TransportSettings(baseUrl, token, timeouts, userAgent).network(network),
                transport,
                updates,
                interceptors,
                listeners,
                new WatchSettings(failoverAfter, reconcileEvery),
                requests,
                timekeeper,
                callbackExecutor,
                workerExecutor);
        return new ExportComments(new ClientOperations(settings), plan, planSet);
    }
}
