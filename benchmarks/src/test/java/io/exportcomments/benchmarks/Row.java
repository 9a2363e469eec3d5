package io.exportcomments.benchmarks;

import java.util.Arrays;
import java.util.concurrent.Callable;

/** The rows of the table. */
enum Row {
    DECODE_JOB("decode-job", "decode a job of 0.8 kB", 20_000, DecodedJob::new),
    DECODE_PAGE("decode-page", "decode a page of 100 jobs", 200, DecodedPage::new),
    READ_ROWS("read-rows", "a row of a JSON result", 20, ReadRows::new),
    RETROFIT_CALL("retrofit-call", "one call, blocking, on Retrofit", 1_000, RetrofitCalls::one),
    RETROFIT_CALLS("retrofit-calls", "a call among 32 at once, on Retrofit", 40, RetrofitCalls::many),
    VERTX_CALL("vertx-call", "one call, blocking, on Vert.x", 1_000, VertxCalls::one),
    VERTX_CALLS("vertx-calls", "a call among 32 at once, on Vert.x", 40, VertxCalls::many),
    GUARDED_CALL("guarded-call", "a call with a log, metrics and policies", 5_000, GuardedCall::new),
    PUSHED_EVENTS("pushed-events", "a pushed event in a burst", 5, PushedEvents::new),
    PUSHED_ALONE("pushed-alone", "one pushed event, and back; elapsed is the median", 2_000, PushedAlone::new),
    WATCHED_JOBS("watched-jobs", "a pushed event, 100,000 jobs watched on one socket", 5, ManyWatchedJobs::new),
    KEPT_WEBHOOKS("kept-webhooks", "a webhook's delivery among 64, kept in H2", 10, KeptWebhooks::inH2),
    KEPT_IN_POSTGRESQL(
            "kept-in-postgresql", "a webhook's delivery among 64, kept in PostgreSQL", 10, KeptWebhooks::inPostgresql),
    POSTED_TO_JDK("posted-to-jdk", "a webhook's delivery to the JDK's server", 2_000, PostedWebhook::onTheJdksServer),
    POSTED_TO_JETTY("posted-to-jetty", "a webhook's delivery to Jetty", 2_000, PostedWebhook::onJetty),
    POSTED_TO_VERTX("posted-to-vertx", "a webhook's delivery to Vert.x", 2_000, PostedWebhook::onVertx),
    RECEIVED_WEBHOOK("received-webhook", "a webhook's delivery, in memory", 2_000, ReceivedWebhook::new);

    private final String key;
    private final String title;
    private final int repetitions;

    @SuppressWarnings("ImmutableEnumChecker") // It is: a reference to a constructor.
    private final Callable<Comparison> begin;

    Row(String key, String title, int repetitions, Callable<Comparison> begin) {
        this.key = key;
        this.title = title;
        this.repetitions = repetitions;
        this.begin = begin;
    }

    /** The name by which it is asked for. */
    String key() {
        return key;
    }

    /** What it says to people. */
    String title() {
        return title;
    }

    /** Whether each piece of work is timed by itself, for the median. */
    boolean isTimedEach() {
        return this == PUSHED_ALONE;
    }

    /** How often the work is done for one figure of a gate. */
    int repetitions() {
        return repetitions;
    }

    /** Sets everything up; to be closed by whoever begins it. */
    Comparison begin() throws Exception {
        return begin.call();
    }

    /**
     * The row of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Row of(String key) {
        return Arrays.stream(values())
                .filter(row -> row.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no row '" + key + "', but "
                        + Arrays.stream(values()).map(Row::key).toList()));
    }
}
