package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.schedule.DueTasks;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.realtime.RealtimeFaults;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All sockets, channels and timers of the realtime connection, under one lock. */
public final class Hub implements Realtime, MockClock.Timed {

    private static final String JOB_PREFIX = "export.";
    private static final String JOB_SUFFIX = ".job";
    private static final Duration PAGE_TOKEN_LIFE = Duration.ofDays(3650);
    private static final Duration PAGE_PINGS = Duration.ofSeconds(3);

    private final MockClock clock;
    private final JobEngine jobs;
    private final Supplier<String> origin;
    private final RealtimeToken tokens;
    private final JobEventJson eventJson;
    private final RealtimeFaultCounts faults =
            new RealtimeFaultCounts((next, joined) -> run(() -> line().hold(next, joined)));
    private final EventSender line;
    private final DueTasks agenda = new DueTasks();
    private final ChannelHistories streams;
    private final Set<ClientSession> sessions = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Runnable scheduled = () -> {};
    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration tokenLife = Duration.ofHours(24);
    private long lastSession;
    private long lastPage;

    /** A hub without sockets; origin is what links to files begin with, and is asked when there is one. */
    public Hub(MockClock clock, JobEngine jobs, byte[] secret, Supplier<String> origin) {
        this.clock = clock;
        this.jobs = jobs;
        this.origin = origin;
        this.tokens = new RealtimeToken(secret);
        this.eventJson = new JobEventJson(origin);
        this.streams = new ChannelHistories(jobs.id());
        this.line = new EventSender(faults, (event, desk) -> after(desk.delay(), event), this::together);
    }

    /** What a client may do with a channel by itself. */
    enum Access {
        UNKNOWN,
        DENIED,
        OWN_JOB
    }

    /** A socket as the server sees it. */
    public interface Socket {

        /** A frame came. */
        void received(Buffer frame);

        /** It is closed, whoever did it. */
        void closed();
    }

    /** Takes a new socket; the live page's own is none that a program asks about. */
    public Socket open(ClientSocket wire, boolean protobuf, boolean page) {
        ClientSession session = locked(() -> {
            Framing framing = protobuf ? new ProtobufFraming() : new JsonFraming();
            ClientSession opened = new ClientSession(this, wire, page ? ++lastPage : ++lastSession, framing, page);
            sessions.add(opened);
            return opened;
        });
        return new Socket() {
            @Override
            public void received(Buffer frame) {
                run(() -> session.received(frame));
            }

            @Override
            public void closed() {
                run(session::gone);
            }
        };
    }

    /** Publishes what happened to a job. */
    public void publish(MockJobEvent event) {
        JsonObject data = eventJson.of(event);
        run(() -> publish(jobChannels(event.job().guid()), data));
    }

    /** Has somebody told, outside the lock, that the next due time may have changed. */
    public void onSchedule(Runnable listener) {
        scheduled = listener;
    }

    // ---- the live page's ----

    /** A token for the page, which no fault of tokens meets. */
    public String pageToken() {
        Instant now = clock.now();
        return tokens.of(jobs.id(), now, now.plus(PAGE_TOKEN_LIFE));
    }

    /** Resets all sockets, the page's too. */
    public void cutAll() {
        run(() -> Set.copyOf(sessions).forEach(ClientSession::cutNow));
    }

    /** Makes all sockets half-open, the page's too. */
    public void freezeAll() {
        run(() -> sessions.forEach(ClientSession::freezeNow));
    }

    /** Closes all sockets with a code, the page's too. */
    public void closeAll(int code, String reason) {
        run(() -> Set.copyOf(sessions).forEach(session -> session.end(code, reason)));
    }

    /** Resets the half-open sockets, which would not close otherwise. */
    public void cutFrozen() {
        run(() -> Set.copyOf(sessions).stream().filter(ClientSession::isFrozen).forEach(ClientSession::cutNow));
    }

    /** How far apart pings of the page are in real time; null when the clock is turned by hand, and none come by themselves. */
    @Nullable Duration pagePingsInRealTime() {
        return clock.realTimeUntil(clock.now()) == null ? null : PAGE_PINGS;
    }

    /** The same by the clock; how fast it runs is told from a day, as a shorter time may be over while it is asked. */
    Duration pagePings() {
        Duration day = Duration.ofDays(1);
        Duration real = clock.realTimeUntil(clock.now().plus(day));
        return real == null ? PAGE_PINGS : PAGE_PINGS.multipliedBy(day.toMillis() / Math.max(1, real.toMillis()));
    }

    // ---- the program's ----

    @Override
    public URI url() {
        return URI.create(origin.get().replaceFirst("^http", "ws") + "/connection/websocket");
    }

    @Override
    public String token() {
        Instant now = clock.now();
        Instant expires = faults.expired.take() ? now.minusSeconds(1) : now.plus(locked(() -> tokenLife));
        String token = tokens.of(jobs.id(), now, expires);
        return faults.invalid.take() ? token.substring(0, token.lastIndexOf('.')) + ".AAAA" : token;
    }

    @Override
    public String accountChannel() {
        return "exports:" + jobs.id();
    }

    @Override
    public List<RealtimeConnection> connections() {
        return locked(this::programs);
    }

    @Override
    public List<RealtimeConnection> await(Predicate<List<RealtimeConnection>> condition, Duration bound) {
        long left = bound.toNanos();
        lock.lock();
        try {
            while (!condition.test(programs())) {
                if (left <= 0) {
                    throw new AssertionError("not so within " + bound + "; open sockets: "
                            + programs().size());
                }
                left = changed.awaitNanos(left);
            }
            return programs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a socket", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void publish(String channel, String json) {
        Object data = Json.decodeValue(json);
        run(() -> publish(List.of(channel), data));
    }

    @Override
    public void publishToAll(String channel, String json) {
        JsonObject publication = new JsonObject().put("data", Json.decodeValue(json));
        run(() -> sessions.forEach(s -> s.push(channel, publication)));
    }

    @Override
    public void publishConvertDone(UUID guid) {
        publishConversion("job.convert.done", guid);
    }

    @Override
    public void publishConvertFailed(UUID guid) {
        publishConversion("job.convert.failed", guid);
    }

    @Override
    public void publishBulkDownloadReady(String link) {
        run(() -> publish(List.of(accountChannel()), JobEventJson.bulk("bulk_download.ready", link)));
    }

    @Override
    public void publishBulkDownloadFailed() {
        run(() -> publish(List.of(accountChannel()), JobEventJson.bulk("bulk_download.failed", null)));
    }

    @Override
    public void shutdown() {
        closeAll(3001, "shutdown");
    }

    @Override
    public void loseHistory() {
        run(streams::lose);
    }

    @Override
    public void historySize(int publications) {
        if (publications < 0) {
            throw new IllegalArgumentException("a size must not be negative, was " + publications);
        }
        run(() -> streams.capacity(publications));
    }

    @Override
    public void pingInterval(Duration interval) {
        Duration checked = wholeSeconds(interval);
        run(() -> pingInterval = checked);
    }

    @Override
    public void tokensValidFor(Duration time) {
        Duration checked = wholeSeconds(time);
        run(() -> tokenLife = checked);
    }

    @Override
    public RealtimeFaults faults() {
        return faults;
    }

    private static Duration wholeSeconds(Duration time) {
        if (time.toSeconds() < 1 || !Duration.ofSeconds(time.toSeconds()).equals(time)) {
            throw new IllegalArgumentException("must be whole seconds, at least 1, was " + time);
        }
        return time;
    }

    private void publishConversion(String name, UUID guid) {
        MockJob job = jobs.find(guid).orElseThrow(() -> new IllegalArgumentException("there is no job " + guid));
        run(() -> publish(jobChannels(guid), eventJson.conversion(name, job)));
    }

    private List<String> jobChannels(UUID guid) {
        return List.of(accountChannel(), JOB_PREFIX + guid + JOB_SUFFIX);
    }

    // ---- time ----

    @Override
    public @Nullable Instant nextDue() {
        lock.lock();
        try {
            return agenda.nextDue();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void runDue() {
        run(() -> agenda.runDue(clock.now()));
    }

    Instant now() {
        return clock.now();
    }

    DueTasks.Item at(Instant time, Runnable work) {
        return agenda.add(time, work);
    }

    DueTasks.Item after(Duration time, Runnable work) {
        return at(clock.now().plus(time), work);
    }

    void cancel(DueTasks.@Nullable Item item) {
        agenda.cancel(item);
    }

    // ---- under the lock ----

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            changed.signalAll();
            lock.unlock();
            scheduled.run();
        }
    }

    RealtimeFaultCounts faultDesk() {
        return faults;
    }

    Duration pingInterval() {
        return pingInterval;
    }

    RealtimeToken.Claims check(@Nullable String token) {
        return tokens.check(token, jobs.id(), clock.now());
    }

    JsonObject position(String channel, JsonObject request, RealtimeFaultCounts desk) {
        ChannelHistory stream = streams.of(channel);
        return request.getBoolean("recover", false)
                ? stream.recover(request, desk.unrecovered.take())
                : stream.position();
    }

    /** Where a channel stands, as a push of a new subscription says it; empty for one without a history. */
    JsonObject pushedPosition(String channel) {
        return ChannelHistories.personal(channel) ? streams.of(channel).position() : new JsonObject();
    }

    Access access(String channel) {
        if (channel.startsWith(JOB_PREFIX) && channel.endsWith(JOB_SUFFIX)) {
            return ownJob(channel) ? Access.OWN_JOB : Access.DENIED;
        }
        return ChannelHistories.personal(channel) ? Access.DENIED : Access.UNKNOWN;
    }

    private List<RealtimeConnection> programs() {
        return sessions.stream()
                .filter(session -> !session.page())
                .map(RealtimeConnection.class::cast)
                .toList();
    }

    void remove(ClientSession session) {
        sessions.remove(session);
    }

    private void together(Runnable sends) {
        sessions.forEach(ClientSession::gather);
        sends.run();
        sessions.forEach(ClientSession::flush);
    }

    private EventSender line() {
        return line;
    }

    private boolean ownJob(String channel) {
        int end = channel.length() - JOB_SUFFIX.length();
        try {
            return end > JOB_PREFIX.length()
                    && jobs.find(UUID.fromString(channel.substring(JOB_PREFIX.length(), end)))
                            .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void publish(Collection<String> channels, Object data) {
        if (faults.withheld.take()) {
            return;
        }
        List<Runnable> sends = new ArrayList<>();
        for (String channel : channels) {
            JsonObject publication = streams.publish(channel, data);
            sends.add(() -> deliver(channel, publication));
        }
        line.send(() -> sends.forEach(Runnable::run));
    }

    private void deliver(String channel, JsonObject publication) {
        for (ClientSession session : sessions) {
            if (session.subscriptions.contains(channel)) {
                session.push(channel, publication);
            }
        }
    }
}
