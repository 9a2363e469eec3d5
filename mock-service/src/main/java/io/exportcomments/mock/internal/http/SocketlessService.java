package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.answer.AnswerStyle;
import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.fault.Faults;
import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.realtime.ClientSocket;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.mock.internal.webhook.DeliverySender;
import io.exportcomments.mock.internal.webhook.WebhookDispatcher;
import io.exportcomments.mock.journal.Journal;
import io.exportcomments.mock.realtime.Realtime;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.request.MockRequest.TokenState;
import io.exportcomments.mock.time.MockClock;
import io.exportcomments.mock.time.MockClock.Registration;
import io.exportcomments.mock.webhook.MockWebhooks;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mock without ports, sockets and threads: who drives it hands over requests and carries out what a fault does on
 * the wire, in a time of its own. It knows no files and no live page.
 */
public final class SocketlessService implements AutoCloseable, FaultRules.Listeners {

    /** What links begin with. */
    public static final String ORIGIN = "http://127.0.0.1:8080";

    private static final String OTHER = "http://127.0.0.1:8081";

    private final MockClock clock;
    private final String token;
    private final Runnable dropping;
    private final JournalLog journal = new JournalLog();
    private final FaultRules faults = new FaultRules(this);
    private final Hub hub;
    private final WebhookDispatcher dispatch;
    private final RestApi api;
    private final List<Registration> registrations;
    private volatile boolean listening = true;

    /**
     * A service that lives by a clock that is turned by hand.
     *
     * @param token the good one
     * @param seed what ids, the secret of realtime tokens and chance depend on
     * @param sender brings deliveries of webhooks to their receivers
     * @param dropping run when all connections are to be dropped
     */
    public SocketlessService(
            MockClock clock,
            JobEngine jobs,
            AnswerStyle style,
            String token,
            long seed,
            DeliverySender sender,
            Runnable dropping) {
        this.clock = clock;
        this.token = token;
        this.dropping = dropping;
        byte[] secret = ("exportcomments-mock-" + seed).getBytes(StandardCharsets.UTF_8);
        this.hub = new Hub(clock, jobs, secret, () -> ORIGIN);
        JobJson jobJson = new JobJson(style);
        this.dispatch = new WebhookDispatcher(
                clock,
                sender,
                (job, origin) -> jobJson.of(job, jobs.account().plan(), origin, OTHER),
                () -> ORIGIN,
                seed,
                delivery -> {});
        this.api = new RestApi(
                jobs,
                style,
                call -> Future.failedFuture(ApiError.of(404, null, "There is no such file.")),
                new WebhookApi(jobs, dispatch),
                hub.control()::token,
                () -> OTHER);
        this.registrations = List.of(
                clock.drive(jobs),
                clock.drive(hub),
                clock.drive(dispatch),
                jobs.onEvent(hub::publish),
                jobs.onEvent(dispatch::publish));
    }

    /** The record of exchanges. */
    public Journal journal() {
        return journal;
    }

    /** Where faults are ordered. */
    public Faults faults() {
        return faults;
    }

    /** The realtime connection. */
    public Realtime realtime() {
        return hub.control();
    }

    /** The webhooks. */
    public MockWebhooks webhooks() {
        return dispatch;
    }

    /** Whether connections are taken now. */
    public boolean isListening() {
        return listening;
    }

    /**
     * A request has come: it stands in the journal from now on, and its faults are chosen.
     *
     * @param headers of which only the token and the content type count
     */
    public Arrival arrive(String method, URI url, Map<String, String> headers, byte[] body) {
        Route route = Route.of(method, url.getRawPath());
        MockRequest request = new MockRequest(
                route.operation(),
                method,
                url.getRawPath(),
                url.getRawQuery(),
                route.guid(),
                tokenState(headers.get("X-AUTH-TOKEN")),
                false);
        long number = journal.open(clock.now(), request, 1).number();
        MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        ApiRequest call = new ApiRequest(
                request, route, all, query(url.getRawQuery()), Buffer.buffer(body), ORIGIN, faults.take(request));
        return new Arrival(this, call, number);
    }

    private TokenState tokenState(@Nullable String header) {
        if (header == null) {
            return TokenState.ABSENT;
        }
        return header.equals(token) ? TokenState.VALID : TokenState.INVALID;
    }

    private static MultiMap query(@Nullable String query) {
        MultiMap params = MultiMap.caseInsensitiveMultiMap();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                params.add(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
            }
        }
        return params;
    }

    WireOutcome answer(ApiRequest call) {
        FaultParts fault = call.fault();
        Answer real = fault.taken() ? taken(call) : null;
        if (fault.ending() != FaultParts.Ending.ANSWER) {
            return WireOutcome.none(fault, real != null && real.status() == 429);
        }
        Answer answer = FaultyAnswer.of(real, fault, clock.now(), call.request().target(), OTHER);
        return WireOutcome.of(BodyFault.apply(answer, fault), fault, real != null && real.status() == 429);
    }

    private Answer taken(ApiRequest call) {
        if (call.request().operation() == MockOperation.CONNECT) {
            return hub.full()
                    ? Answer.text(503, "Service Unavailable")
                    : new Answer(101, Map.of(), Buffer.buffer(), null, null);
        }
        return api.answer(call).result();
    }

    /** A socket whose handshake was answered by 101. */
    public Hub.Socket open(ClientSocket socket) {
        return hub.open(socket, false, ORIGIN, false);
    }

    JournalLog log() {
        return journal;
    }

    @Override
    public void shut() {
        listening = false;
    }

    @Override
    public void reopen() {
        listening = true;
    }

    @Override
    public void dropConnections() {
        dropping.run();
    }

    @Override
    public void close() {
        registrations.forEach(Registration::close);
    }
}
