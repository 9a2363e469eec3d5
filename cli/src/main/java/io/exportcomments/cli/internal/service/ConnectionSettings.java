package io.exportcomments.cli.internal.service;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.mock.MockService;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.policy.resilience4j.PoliciesBuilder;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.QuotaLog;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.update.polling.PollingUpdates;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which service a command uses, and how.
 *
 * @param mock whether to start a mock in this process
 * @param token the account's token; not used for a mock
 * @param baseUrl the service's origin; null for the real one
 * @param transport the transport
 * @param updates how to follow jobs; null if none is followed
 * @param plan the account's plan; null if unknown
 * @param mockSpeed how many times faster than real time the mock runs; 1 for the service
 * @param callTimeout how long a call may take, including its retries; null for the library's default
 * @param network by which proxy, and whose certificates are trusted
 */
public record ConnectionSettings(
        boolean mock,
        @Nullable ApiToken token,
        @Nullable URI baseUrl,
        TransportChoice transport,
        @Nullable UpdatesChoice updates,
        @Nullable PlanChoice plan,
        @Nullable Duration callTimeout,
        int mockSpeed,
        NetworkSettings network) {

    /** How many times faster than real time a mock in this process runs: an export takes about five seconds. */
    public static final int MOCK_SPEED = 2;

    private static final Duration HELD_LONGER = Duration.ofSeconds(5);

    /** The same within the limits of a plan; of this one, unless one was chosen. */
    public ConnectionSettings withPlan(PlanChoice usual) {
        return plan != null
                ? this
                : new ConnectionSettings(
                        mock, token, baseUrl, transport, updates, usual, callTimeout, mockSpeed, network);
    }

    /** The same for a client that follows no job. */
    public ConnectionSettings withoutUpdates() {
        return new ConnectionSettings(mock, token, baseUrl, transport, null, plan, callTimeout, mockSpeed, network);
    }

    /**
     * Opens a client that shares the plan's limits with no other command; the caller closes it.
     *
     * @throws UsageException if the settings make no sense
     */
    public ServiceConnection connect() {
        return connect(null);
    }

    /** Whether other commands may use the same account, and the plan's limits with it. */
    public boolean sharesLimits() {
        return plan != null && !mock;
    }

    /**
     * Opens a client; the caller closes it.
     *
     * @param shared has the uses of the plan's limits of all commands; it is borrowed; null if none shares them
     * @throws UsageException if the settings make no sense
     */
    public ServiceConnection connect(@Nullable QuotaLog shared) {
        ActiveSourceListener source = new ActiveSourceListener();
        PlanLimitListener planLimits = new PlanLimitListener();
        OutageMonitor outages = new OutageMonitor(System::nanoTime);
        AcceleratedTimekeeper time = plan != null && mockSpeed > 1 ? new AcceleratedTimekeeper(mockSpeed) : null;
        ExportCommentsBuilder client = ExportComments.builder()
                .listener(source)
                .listener(outages)
                .transport(transport.provider())
                .timeouts(timeouts())
                .network(network)
                .userAgent("exportcomments-cli");
        if (time != null) {
            client.timekeeper(time);
        }
        if (plan != null) {
            client.plan(plan.client());
            keepToPlan(client, time, planLimits, outages, shared);
        }
        client.interceptor(outages);
        if (!mock) {
            client.token(Objects.requireNonNull(token, "token"));
            follow(client, PollingUpdates::create);
            if (baseUrl != null) {
                client.baseUrl(baseUrl);
            }
            return new ServiceConnection(
                    built(client),
                    baseUrl == null ? TransportSettings.SERVICE : baseUrl,
                    null,
                    source,
                    planLimits,
                    outages,
                    time);
        }
        MockService service = startMock();
        client.token(service.token()).baseUrl(service.baseUrl());
        follow(
                client,
                () -> time != null
                        ? PollingUpdates.create()
                        : PollingUpdates.builder()
                                .interval(Duration.ofSeconds(1), Duration.ofSeconds(1))
                                .build());
        return new ServiceConnection(built(client), service.baseUrl(), service, source, planLimits, outages, time);
    }

    private void follow(ExportCommentsBuilder client, Supplier<PollingUpdates> polling) {
        if (updates != null) {
            updates.sources(polling.get()).forEach(client::updates);
        }
    }

    private void keepToPlan(
            ExportCommentsBuilder client,
            @Nullable AcceleratedTimekeeper time,
            PlanLimitListener planLimits,
            OutageMonitor outages,
            @Nullable QuotaLog shared) {
        PoliciesBuilder policies = Policies.builder(
                        Objects.requireNonNull(plan, "plan").client())
                .listener(event -> {
                    planLimits.heard(event);
                    outages.heard(event);
                });
        if (time != null) {
            policies.timekeeper(time);
        }
        if (shared != null) {
            policies.shared(
                    new BriefHolds(shared, timeouts().attempt().plus(HELD_LONGER), time == null ? 1 : mockSpeed));
        }
        Policies kept = policies.build();
        client.interceptor(kept).listener(kept.listener());
    }

    private static ExportComments built(ExportCommentsBuilder client) {
        try {
            return client.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private MockService startMock() {
        MockService.Builder setup =
                MockService.builder().clock(MockClock.faster(mockSpeed)).seed(new SplittableRandom().nextLong());
        if (plan != null) {
            setup.plan(plan.mock());
        }
        MockService service = setup.start();
        SampleJobs.into(service);
        return service;
    }

    private Timeouts timeouts() {
        if (callTimeout == null) {
            return Timeouts.DEFAULT;
        }
        return new Timeouts(
                shorter(Timeouts.DEFAULT.connect(), callTimeout),
                shorter(Timeouts.DEFAULT.attempt(), callTimeout),
                callTimeout);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
