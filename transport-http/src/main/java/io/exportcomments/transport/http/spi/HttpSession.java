package io.exportcomments.transport.http.spi;

import io.exportcomments.adapter.SystemTimekeeper;
import io.exportcomments.adapter.TimeoutQueue;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.port.Timekeeper;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** What all exchanges and sockets of one open transport share. Thread-safe. */
public final class HttpSession {
    private static final byte[] NOTHING = {};

    private final TransportSettings settings;
    private final JobCodec codec;
    private final LiveExchanges live = new LiveExchanges();
    private final Timekeeper time;
    private final TimeoutQueue<ExchangeProgress> looks;
    private final @Nullable SystemTimekeeper ownTime;

    /** A session with these settings. */
    public HttpSession(TransportSettings settings) {
        this.settings = settings;
        Timekeeper lent = settings.realTime();
        ownTime = lent == null ? new SystemTimekeeper("exportcomments-http-timer") : null;
        time = lent == null ? Objects.requireNonNull(ownTime) : lent;
        looks = ExchangeProgress.firstLooks(time, settings.timeouts());
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

    /**
     * The error for an answer that is none of the 200s; its body is read and closed. The status says what kind it is,
     * so whatever comes of the body is enough.
     */
    public ExportCommentsException refusal(ErrorContext context, HttpAnswer answer) {
        try (InputStream raw = answer.body();
                BufferedSource body = Okio.buffer(Okio.source(ContentCoding.decodedIfPossible(answer, raw)))) {
            return codec.errorFor(
                    context, answer.status(), answer.header("Retry-After"), answer.header("Date"), body, Instant.now());
        } catch (IOException broken) {
            return codec.errorFor(
                    context,
                    answer.status(),
                    answer.header("Retry-After"),
                    answer.header("Date"),
                    NOTHING,
                    Instant.now());
        }
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
        return new ExchangeProgress(context, timeouts(), time, looks, onTimeout);
    }

    /** Ends all that is under way; a timer of its own is the last to go. */
    public void close() {
        live.close();
        looks.close();
        if (ownTime != null) {
            ownTime.close();
        }
    }
}
