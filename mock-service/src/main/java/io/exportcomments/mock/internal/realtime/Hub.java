package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.schedule.DueTasks;
import io.exportcomments.mock.internal.schedule.Monitor;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.job.MockJobEvent;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All sockets of the realtime connection, and the way of events to them. All of its state is under its one lock. */
public final class Hub implements MockClock.Timed {

    private static final Duration PAGE_TOKEN_LIFE = Duration.ofDays(3650);

    private final MockClock clock;
    private final JobEngine jobs;
    private final RealtimeToken tokens;
    private final ChannelDirectory channels;
    private final RealtimeFaultCounts faults;
    private final EventSender sender;
    private final PageClock pageClock;
    private final RealtimeControl control;
    private final Monitor monitor = new Monitor();
    private final DueTasks due = new DueTasks();
    private final Set<ClientSession> sessions = new LinkedHashSet<>();
    private Duration pingInterval = Duration.ofSeconds(25);
    private Duration tokenLife = Duration.ofHours(24);
    private int connectionLimit = Integer.MAX_VALUE;
    private long lastSession;
    private long lastPage;

    /** A hub without sockets; origin is the address of the service itself. */
    public Hub(MockClock clock, JobEngine jobs, byte[] secret, Supplier<String> origin) {
        this.clock = clock;
        this.jobs = jobs;
        this.tokens = new RealtimeToken(secret);
        this.channels = new ChannelDirectory(jobs);
        this.faults = new RealtimeFaultCounts((next, joined) -> run(() -> sender().hold(next, joined)));
        this.sender = new EventSender(faults, (event, counts) -> after(counts.delay(), event), this::together);
        this.pageClock = new PageClock(clock);
        this.control = new RealtimeControl(this, origin);
    }

    /** A socket as the server sees it. */
    public interface Socket {

        /** A frame came. */
        void received(Buffer frame);

        /** It is closed, whoever did it. */
        void closed();
    }

    /**
     * Takes a new socket.
     *
     * @param origin what links begin with for its client
     * @param page whether it is the live page's own, which is none that a program asks about
     */
    public Socket open(ClientSocket socket, boolean protobuf, String origin, boolean page) {
        ClientSession session = monitor.call(() -> {
            Framing framing = protobuf ? new ProtobufFraming() : new JsonFraming();
            ClientSession opened =
                    new ClientSession(this, socket, page ? ++lastPage : ++lastSession, framing, origin, page);
            sessions.add(opened);
            if (!page) {
                faults.endOnOpen().ifPresent(opened::end);
            }
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

    /** Whether there are as many sockets as there may be. */
    public boolean full() {
        return read(() -> programs().size() >= connectionLimit);
    }

    /** Publishes what happened to a job. */
    public void publish(MockJobEvent event) {
        run(() -> publish(channels.ofJob(event.job().guid()), origin -> JobEventJson.of(event, origin)));
    }

    /** Sets what runs, outside the lock, when the next due time may have changed. */
    public void onSchedule(Runnable listener) {
        monitor.afterChange(listener);
    }

    /** The realtime connection as the program that runs the mock sees it. */
    public Realtime control() {
        return control;
    }

    /** A token for the page, which no fault of tokens meets. */
    public String pageToken() {
        Instant now = clock.now();
        return tokens.of(jobs.account().id(), now, now.plus(PAGE_TOKEN_LIFE), Map.of());
    }

    /** Resets all sockets, the page's too. */
    public void cutAll() {
        run(() -> List.copyOf(sessions).forEach(ClientSession::cutNow));
    }

    /** Makes all sockets half-open, the page's too. */
    public void freezeAll() {
        run(() -> sessions.forEach(ClientSession::freezeNow));
    }

    /** Closes all sockets with a code, the page's too. */
    public void closeAll(int code, String reason) {
        run(() -> List.copyOf(sessions).forEach(session -> session.end(code, reason)));
    }

    /** Resets the half-open sockets, which would not close otherwise. */
    public void cutFrozen() {
        run(() -> List.copyOf(sessions).stream().filter(ClientSession::isFrozen).forEach(ClientSession::cutNow));
    }

    @Override
    public @Nullable Instant nextDue() {
        return monitor.<@Nullable Instant>read(due::nextDue);
    }

    @Override
    public void runDue() {
        run(() -> due.runDue(clock.now()));
    }

    /** A token as the service hands it out. */
    String token() {
        Instant now = clock.now();
        Instant expires = faults.expired.take() ? now.minusSeconds(1) : now.plus(read(() -> tokenLife));
        String token = tokens.of(jobs.account().id(), now, expires, faults.claims());
        return faults.invalid.take() ? token.substring(0, token.lastIndexOf('.')) + ".AAAA" : token;
    }

    Monitor monitor() {
        return monitor;
    }

    <T> T read(Supplier<T> look) {
        return monitor.read(look);
    }

    void run(Runnable work) {
        monitor.run(work);
    }

    RealtimeFaultCounts faults() {
        return faults;
    }

    ChannelDirectory channels() {
        return channels;
    }

    PageClock pageClock() {
        return pageClock;
    }

    void publishConversion(String name, UUID guid) {
        MockJob job = jobs.find(guid).orElseThrow(() -> new IllegalArgumentException("there is no job " + guid));
        run(() -> publish(channels.ofJob(guid), origin -> JobEventJson.conversion(name, job)));
    }

    void publishToAll(String channel, String json) {
        Object data = Json.decodeValue(json);
        Publication publication = new Publication(origin -> data, 0);
        run(() -> sessions.forEach(s -> s.push(channel, publication)));
    }

    // All below only under the lock.

    Instant now() {
        return clock.now();
    }

    DueTasks.Task at(Instant time, Runnable work) {
        return due.add(time, work);
    }

    DueTasks.Task after(Duration time, Runnable work) {
        return at(clock.now().plus(time), work);
    }

    void cancel(DueTasks.@Nullable Task task) {
        due.cancel(task);
    }

    Duration pingInterval() {
        return pingInterval;
    }

    void pingInterval(Duration interval) {
        pingInterval = interval;
    }

    void connectionLimit(int most) {
        connectionLimit = most;
    }

    void tokenLife(Duration life) {
        tokenLife = life;
    }

    RealtimeToken.Claims check(String token) {
        return tokens.check(token, jobs.account().id(), clock.now());
    }

    List<RealtimeConnection> programs() {
        return sessions.stream()
                .filter(session -> !session.page())
                .map(RealtimeConnection.class::cast)
                .toList();
    }

    void remove(ClientSession session) {
        sessions.remove(session);
    }

    void publish(Collection<String> into, Function<String, Object> data) {
        if (faults.withheld.take()) {
            return;
        }
        List<Runnable> sends = new ArrayList<>();
        for (String channel : into) {
            Publication publication = channels.publish(channel, data);
            sends.add(() -> deliver(channel, publication));
        }
        sender.send(() -> sends.forEach(Runnable::run));
    }

    private void deliver(String channel, Publication publication) {
        for (ClientSession session : sessions) {
            if (session.subscriptions.contains(channel)) {
                session.push(channel, publication);
            }
        }
    }

    private void together(Runnable sends) {
        sessions.forEach(ClientSession::gather);
        sends.run();
        sessions.forEach(ClientSession::flush);
    }

    private EventSender sender() {
        return sender;
    }
}
