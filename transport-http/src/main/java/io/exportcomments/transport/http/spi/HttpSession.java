package io.exportcomments.transport.http.spi;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all exchanges and sockets of one open transport share. Thread-safe. */
public final class HttpSession {
    private final TransportSettings settings;
    private final JobCodec codec;
    private final LiveExchanges live = new LiveExchanges();
    private final Timekeeper time;
    private final @Nullable SystemTimekeeper ownTime;

    /** A session with these settings. */
    public HttpSession(TransportSettings settings) {
        this.settings = settings;
        Timekeeper lent = settings.realTime();
        ownTime = lent == null ? new SystemTimekeeper("exportcomments-http-timer") : null;
        time = lent == null ? Objects.requireNonNull(ownTime) : lent;
        codec = new JobCodec(settings.baseUrl(), settings.token());
    }

    /** Where the service is, and what a request says of us. */
    public TransportSettings settings() {
        return settings;
    }

    /** How long things may take. */
    public Timeouts timeouts() {
        return settings.timeouts();
    }

    /** Reads bodies. */
    public JobCodec codec() {
        return codec;
    }

    /** What is under way. */
    public LiveExchanges live() {
        return live;
    }

    /** Measures what is under way. */
    public Timekeeper time() {
        return time;
    }

    /** A measure for an exchange that begins. */
    public ExchangeProgress progress(ErrorContext context, Runnable onTimeout) {
        return new ExchangeProgress(context, timeouts(), time, onTimeout);
    }

    /** Ends all that is under way; a timer of its own is the last to go. */
    public void close() {
        live.close();
        if (ownTime != null) {
            ownTime.close();
        }
    }
}
