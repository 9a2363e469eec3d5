package io.exportcomments.update.webhook;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.event.ClientListener;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.update.webhook.delivery.DeliveryStore;
import io.exportcomments.update.webhook.delivery.InMemoryDeliveryStore;
import io.exportcomments.update.webhook.delivery.WebhookAnswer;
import io.exportcomments.update.webhook.delivery.WebhookHandler;
import io.exportcomments.update.webhook.delivery.WebhookSecret;
import io.exportcomments.update.webhook.delivery.WebhookVerifier;
import io.exportcomments.update.webhook.internal.ReceiverRun;
import io.exportcomments.update.webhook.internal.ReceiverSettings;
import io.exportcomments.update.webhook.internal.ReceiverThreads;
import io.exportcomments.update.webhook.internal.RequestBody;
import io.exportcomments.update.webhook.internal.SettingRange;
import io.exportcomments.update.webhook.internal.WebhookSources;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Receives webhook deliveries: verifies the signature over the bytes, decodes, stores, answers, has each handled once.
 *
 * <pre>{@code
 * WebhookReceiver receiver = WebhookReceiver.builder()
 *         .secret(WebhookSecret.of(System.getenv("EXPORTCOMMENTS_WEBHOOK_SECRET")))
 *         .handler(event -> System.out.println(event))
 *         .build();
 * }</pre>
 *
 * <p>An adapter for a web framework only translates: it hands over the raw body and all values of the header
 * {@value WebhookVerifier#HEADER}, and writes the {@link WebhookAnswer}. This module has one for the JDK's HTTP server;
 * others are in modules of their own.
 *
 * <p>An event whose handler fails comes again after a second, then after twice as long each time, up to ten minutes.
 * After 20 attempts it is put aside with an error in the log. Watches use the same deliveries: {@link WebhookUpdates}.
 *
 * <p>Thread-safe. Whoever builds it closes it.
 */
public final class WebhookReceiver implements AutoCloseable {
    private final int maxBodyBytes;
    private final WebhookSources sources = new WebhookSources();
    private final ReceiverSettings settings;
    private final int threads;
    private final @Nullable Executor executor;
    private final boolean ownsTime;
    private volatile ReceiverRun current;

    private WebhookReceiver(Builder setup) {
        maxBodyBytes = setup.maxBodyBytes;
        Timekeeper time = setup.timekeeper;
        SystemTimekeeper own = time == null ? new SystemTimekeeper(ReceiverThreads::forTimers) : null;
        ownsTime = own != null;
        settings = setup.settings(own != null ? own : Objects.requireNonNull(time));
        threads = setup.threads;
        executor = setup.executor;
        current = new ReceiverRun(settings, threads, executor, sources, own).begin();
    }

    /** A builder with the defaults; a secret is needed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes a delivery, without blocking. The future is completed, by a thread of the receiver and never with an error,
     * once the delivery is kept, or with {@link Builder#answerWhenHandled()} once it is handled. Cancelling it changes
     * nothing.
     *
     * @param signatures all values of the request's header {@value WebhookVerifier#HEADER}, even where there is none
     * @param body the request's raw body; of one that is too long it is enough to hand over one byte more than
     *     {@link #maxBodyBytes()}
     */
    public CompletableFuture<WebhookAnswer> receive(Collection<String> signatures, byte[] body) {
        return current.intake().receive(signatures, body);
    }

    /**
     * Takes a delivery, as {@link #receive(Collection, byte[])} does, and waits for the answer: for servers where each
     * request has a thread. What is not kept within 10 s is answered with 503, and goes on; with {@link
     * Builder#answerWhenHandled()}, what is not handled within 60 s.
     *
     * @param body the request's raw body; it is read as far as it may go, and left open
     * @throws IOException if the body can't be read to its end; there is nobody to answer then
     */
    public WebhookAnswer receive(Collection<String> signatures, InputStream body) throws IOException {
        byte[] bytes = RequestBody.read(body, maxBodyBytes() + 1);
        return current.intake().receiveHere(signatures, bytes).join();
    }

    /** How long a body may be, in bytes. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** The update sources that are fed by what comes here. */
    WebhookSources sources() {
        return sources;
    }

    /**
     * Answers deliveries with 503 from now on, waits up to ten seconds for those that were taken to be handled, and
     * ends all threads; what was not handled by then is interrupted, and comes again where the store outlives the
     * program. Called by a handler, it does not wait. A store and executor that were lent stay open. Twice is fine.
     */
    @Override
    public void close() {
        current.close();
        sources.tellWhether(() -> current.isClosed());
    }

    /**
     * Takes deliveries again after {@link #close()}, with the same settings: for containers whose parts stop and start.
     * Update sources that it feeds are usable again; what they followed has to be followed again. Does nothing while
     * the receiver is open. While another thread closes it, it does not wait for that: what was taken before is handled
     * or given back by the one, and what comes from now on is taken by the other.
     */
    public void reopen() {
        ReceiverRun before = current;
        if (!before.isClosing()) {
            return;
        }
        SystemTimekeeper own = ownsTime ? new SystemTimekeeper(ReceiverThreads::forTimers) : null;
        ReceiverRun next = new ReceiverRun(own == null ? settings : settings.at(own), threads, executor, sources, own);
        if (replace(before, next)) {
            sources.tellWhether(() -> current.isClosed());
            next.begin();
        } else {
            next.close();
        }
    }

    private synchronized boolean replace(ReceiverRun before, ReceiverRun next) {
        boolean isFirst = current == before;
        current = isFirst ? next : current;
        return isFirst;
    }

    /** Configures a receiver. Not thread-safe. */
    public static final class Builder {
        private static final int LARGEST_BODY = 1 << 20;

        private final List<WebhookSecret> secrets = new ArrayList<>();
        private WebhookHandler handler = event -> {};
        private DeliveryStore store = InMemoryDeliveryStore.create();
        private boolean answerWhenHandled;
        private int maxBodyBytes = 256 << 10;
        private int maxPending = 1_000;
        private int threads = 4;
        private @Nullable Executor executor;
        private Duration lease = Duration.ofMinutes(5);
        private Duration keepIds = Duration.ofDays(7);
        private URI baseUrl = TransportSettings.SERVICE;
        private @Nullable Timekeeper timekeeper;
        private ClientListener listener = ClientListener.NONE;

        private Builder() {}

        /** The webhook's signing secret; called again, one more that is accepted, as while one is being replaced. */
        public Builder secret(WebhookSecret secret) {
            secrets.add(Objects.requireNonNull(secret, "secret"));
            return this;
        }

        /** What to do with events. Default: nothing beyond telling those who follow jobs. */
        public Builder handler(WebhookHandler value) {
            handler = Objects.requireNonNull(value, "handler");
            return this;
        }

        /**
         * Where deliveries are kept until they are handled, and remembered after. Default: 10,000 in memory. Borrowed.
         *
         * <p>What was taken and not handled when the program dies is handled after the next start, if the store
         * outlives the program; memory does not: see {@link #answerWhenHandled()}.
         */
        public Builder store(DeliveryStore value) {
            store = Objects.requireNonNull(value, "store");
            return this;
        }

        /**
         * Answers only when the handler is done, and with 503 when it failed, so that it is the service that keeps a
         * delivery until then and sends it again: nothing is lost even with a store in memory. For handlers that take a
         * second or less: the service wants its answer at once, and suspends a webhook after 30 failures in a row.
         * Without this, the answer is given when the store has the delivery.
         */
        public Builder answerWhenHandled() {
            answerWhenHandled = true;
            return this;
        }

        /** How long a body may be, in bytes, 1 to 1,048,576; without this, 256 KiB. */
        public Builder maxBodyBytes(int value) {
            maxBodyBytes = SettingRange.check("body's bound", value, LARGEST_BODY);
            return this;
        }

        /**
         * How many deliveries may be on their way through the receiver; to more it answers 503. Without this, 1,000.
         *
         * @param value 1 to 1,000,000
         */
        public Builder maxPending(int value) {
            maxPending = SettingRange.check("number of pending deliveries", value, 1_000_000);
            return this;
        }

        /**
         * How many threads call the handler; without this, 4. They end when idle.
         *
         * @param value 1 to 1,000
         */
        public Builder threads(int value) {
            threads = SettingRange.check("number of threads", value, 1_000);
            return this;
        }

        /** Calls the handler by this executor, in place of threads of the receiver's own. It is borrowed. */
        public Builder executor(Executor value) {
            executor = Objects.requireNonNull(value, "executor");
            return this;
        }

        /**
         * How long the handler may take, before somebody else may think that it died and handle the event again.
         * Without this, five minutes.
         *
         * @param value 1 second to 1 day
         */
        public Builder lease(Duration value) {
            lease = SettingRange.check("lease", value, Duration.ofSeconds(1), Duration.ofDays(1));
            return this;
        }

        /**
         * For how long handled deliveries are known; without this, 7 days.
         *
         * @param value 1 minute to 10 years
         */
        public Builder keepIds(Duration value) {
            keepIds = SettingRange.check("time to keep ids", value, Duration.ofMinutes(1), Duration.ofDays(3_653));
            return this;
        }

        /** What relative links in events are resolved against; without this, the service's own address. */
        public Builder baseUrl(URI value) {
            baseUrl = Objects.requireNonNull(value, "baseUrl");
            return this;
        }

        /** Time from outside, such as a test's; it is borrowed. */
        public Builder timekeeper(Timekeeper value) {
            timekeeper = Objects.requireNonNull(value, "timekeeper");
            return this;
        }

        /** Hears what becomes of each delivery. */
        public Builder listener(ClientListener value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * A receiver that is ready; it begins at once to handle what its store has from before.
         *
         * @throws IllegalArgumentException if there is no secret
         */
        public WebhookReceiver build() {
            return new WebhookReceiver(this);
        }

        private ReceiverSettings settings(Timekeeper time) {
            return new ReceiverSettings(
                    WebhookVerifier.of(secrets),
                    new JobCodec(baseUrl),
                    handler,
                    store,
                    answerWhenHandled,
                    maxBodyBytes,
                    maxPending,
                    lease,
                    keepIds,
                    time,
                    listener);
        }
    }
}
