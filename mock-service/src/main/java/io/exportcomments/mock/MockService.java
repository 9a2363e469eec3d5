package io.exportcomments.mock;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.internal.http.MockServer;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.jobs.JobScripts;
import io.exportcomments.mock.job.Account;
import io.exportcomments.mock.job.JobScript;
import io.exportcomments.mock.job.Jobs;
import io.exportcomments.mock.job.ServicePlan;
import io.exportcomments.mock.journal.Journal;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.request.Wildcard;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.webhook.MockWebhooks;
import io.exportcomments.mock.webhook.WebhookDelivery;
import io.exportcomments.mock.webhook.WebhookSetup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A stand-in for the ExportComments service on a port of this machine: its REST operations, files, realtime
 * connection and webhooks, its plans and limits, jobs that run by script and clock, faults on demand, and a journal
 * of what was asked.
 * It follows the API's documents and knows nothing of any client. It listens on 127.0.0.1 by default.
 *
 * <p>Safe for use by many threads; the caller that starts it closes it, and nothing of it remains.
 *
 * <pre>{@code
 * try (MockService mock = MockService.builder()
 *         .plan(ServicePlan.premium())
 *         .clock(MockClock.faster(20))
 *         .script("https://www.youtube.com/*", JobScript.failing("Video is private"))
 *         .start()) {
 *     URI api = mock.baseUrl();
 *     String token = mock.token();
 * }
 * }</pre>
 */
public final class MockService implements AutoCloseable {

    /** The token that a mock accepts by default: 120 letters and digits, of no use anywhere else. */
    public static final String DEFAULT_TOKEN = "MockToken0".repeat(12);

    private final String token;
    private final MockClock clock;
    private final JobEngine jobs;
    private final JobScripts scripts;
    private final MockServer server;

    private MockService(Builder setup) {
        this.token = setup.token;
        this.clock = setup.clock;
        this.scripts = setup.scripts.copy();
        this.jobs = new JobEngine(setup.clock, setup.plan, scripts, new SplittableRandom(setup.seed));
        byte[] secret = ("exportcomments-mock-" + setup.seed).getBytes(StandardCharsets.UTF_8);
        this.server = MockServer.start(
                new MockServer.Setup(
                        setup.host,
                        setup.port,
                        setup.clock,
                        setup.style,
                        setup.goodToken(),
                        secret,
                        setup.seed,
                        setup.log,
                        setup.deliveryLog),
                jobs);
        setup.webhooks.forEach(server.webhooks()::register);
    }

    /** A builder with the defaults: unlimited plan, system time, any free port of 127.0.0.1, {@link #DEFAULT_TOKEN}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts a mock with all defaults. */
    public static MockService start() {
        return builder().start();
    }

    /** Where the service is, without a path: {@code http://127.0.0.1:port}. */
    public URI baseUrl() {
        return URI.create(server.origin());
    }

    /**
     * Where the other origin is: it serves the same, but serves files without a token, too. Faults redirect
     * there, and links may lead there; requests to it are in the same journal.
     */
    public URI otherOrigin() {
        return URI.create(server.otherOrigin());
    }

    /**
     * The live page: the jobs and their progress, to start, stop and retry them, and to let something go wrong by a
     * click. What it asks stands in no journal and counts for no limit, but for the jobs that are started there.
     */
    public URI livePage() {
        return URI.create(server.origin() + "/");
    }

    /** The port of the service. */
    public int port() {
        return server.port();
    }

    /** The token that is good. */
    public String token() {
        return token;
    }

    /** The time that this mock lives by. */
    public MockClock clock() {
        return clock;
    }

    /** Its jobs, from inside. */
    public Jobs jobs() {
        return jobs;
    }

    /** Its one account. */
    public Account account() {
        return jobs.account();
    }

    /** Faults to inject. */
    public Faults faults() {
        return server.faults();
    }

    /** Its realtime connection, from inside. */
    public Realtime realtime() {
        return server.realtime();
    }

    /** Its webhooks, from inside. */
    public MockWebhooks webhooks() {
        return server.webhooks();
    }

    /** What it was asked. */
    public Journal journal() {
        return server.journal();
    }

    /**
     * Sets the script for jobs created from now on whose URL matches; {@code *} stands for any characters. The last
     * one set wins.
     */
    public void script(String urlPattern, JobScript script) {
        scripts.add(new Wildcard(urlPattern), script);
    }

    /** Stops listening, closes all connections and ends all threads; returns when done. Closing twice has no effect. */
    @Override
    public void close() {
        server.close();
    }

    /** Sets a mock up. Not safe for use by many threads. */
    public static final class Builder {

        private final JobScripts scripts = new JobScripts();
        private ServicePlan plan = ServicePlan.unlimited();
        private MockClock clock = MockClock.system();
        private AnswerStyle style = AnswerStyle.documented();
        private String host = "127.0.0.1";
        private int port;
        private String token = DEFAULT_TOKEN;
        private boolean anyToken;
        private long seed = 1;
        private Consumer<JournalEntry> log = entry -> {};
        private final List<WebhookSetup> webhooks = new ArrayList<>();
        private Consumer<WebhookDelivery> deliveryLog = delivery -> {};

        private Builder() {}

        /** The account's plan; without this, no limits. */
        public Builder plan(ServicePlan value) {
            plan = Objects.requireNonNull(value);
            return this;
        }

        /** The time to live by; without this, the system's. */
        public Builder clock(MockClock value) {
            clock = Objects.requireNonNull(value);
            return this;
        }

        /** The spelling of answers; without this, the documented one. */
        public Builder style(AnswerStyle value) {
            style = Objects.requireNonNull(value);
            return this;
        }

        /** The address to listen on; without this, 127.0.0.1, which is reached from this machine alone. */
        public Builder host(String value) {
            host = Objects.requireNonNull(value);
            return this;
        }

        /** The port, or 0 (the default) for any that is free. */
        public Builder port(int value) {
            if (value < 0 || value > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, was " + value);
            }
            port = value;
            return this;
        }

        /** The token that is good; without this, {@link MockService#DEFAULT_TOKEN}. */
        public Builder token(String value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("the token must not be empty");
            }
            token = value;
            return this;
        }

        /** Whether every token is good that is not empty. */
        public Builder anyToken(boolean value) {
            anyToken = value;
            return this;
        }

        /** What made-up guids depend on; the same seed gives the same guids in the same order. Without this, 1. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** The script for URLs that match; {@code *} stands for any characters. The last one given wins. */
        public Builder script(String urlPattern, JobScript script) {
            return script(new Wildcard(urlPattern), script);
        }

        /** The script for URLs that fulfil a condition. The last one given wins. */
        public Builder script(Predicate<String> url, JobScript script) {
            scripts.add(url, script);
            return this;
        }

        /** The script for all other URLs; without this, {@link JobScript#realistic()}. */
        public Builder defaultScript(JobScript script) {
            scripts.otherwise(script);
            return this;
        }

        /**
         * Hears of every exchange when it is over, on a network thread; {@link JournalEntry#toLine()} is made for
         * people.
         */
        public Builder requestLog(Consumer<JournalEntry> listener) {
            log = Objects.requireNonNull(listener);
            return this;
        }

        /** One more webhook, for all events and with full bodies; see {@link #webhook(WebhookSetup)}. */
        public Builder webhook(URI url, String secret) {
            return webhook(WebhookSetup.of(url, secret));
        }

        /** One more webhook, past the plan's limit. */
        public Builder webhook(WebhookSetup value) {
            webhooks.add(Objects.requireNonNull(value));
            return this;
        }

        /** Hears of each finished attempt of a delivery, on a network thread; see {@link WebhookDelivery#toLine()}. */
        public Builder deliveryLog(Consumer<WebhookDelivery> listener) {
            deliveryLog = Objects.requireNonNull(listener);
            return this;
        }

        /**
         * Starts the mock; returns when it listens.
         *
         * @throws IllegalStateException when it cannot listen, with the reason
         */
        public MockService start() {
            return new MockService(this);
        }

        private Predicate<String> goodToken() {
            String good = token;
            return anyToken ? t -> true : good::equals;
        }
    }
}
