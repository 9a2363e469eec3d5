package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.fault.FaultParts.Ending;
import io.exportcomments.mock.internal.page.LivePage;
import io.exportcomments.mock.internal.realtime.Hub;
import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.request.MockRequest.TokenState;
import io.exportcomments.mock.time.MockClock;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Takes each request through the journal, the faults and the service to its answer. */
final class RequestHandler {

    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());
    private static final int MAX_BODY = 1 << 20;

    private final Vertx vertx;
    private final MockClock clock;
    private final JournalLog journal;
    private final FaultRules faults;
    private final RestApi api;
    private final Hub hub;
    private final LivePage page;
    private final AnswerWriter writer;
    private final Origins origins;
    private final Predicate<String> goodToken;
    private final Consumer<JournalEntry> listener;

    RequestHandler(
            Vertx vertx,
            MockClock clock,
            JournalLog journal,
            FaultRules faults,
            RestApi api,
            Hub hub,
            LivePage page,
            Origins origins,
            Predicate<String> goodToken,
            Consumer<JournalEntry> listener) {
        this.vertx = vertx;
        this.clock = clock;
        this.journal = journal;
        this.faults = faults;
        this.api = api;
        this.hub = hub;
        this.page = page;
        this.writer = new AnswerWriter(vertx);
        this.origins = origins;
        this.goodToken = goodToken;
        this.listener = listener;
    }

    void handle(HttpServerRequest http, boolean other, ToLongFunction<HttpServerRequest> connection) {
        String path = http.path() == null ? "/" : http.path();
        if (!other && LivePage.owns(path)) {
            page.handle(http);
            return;
        }
        Route route = Route.of(http.method().name(), path);
        if (!other && wantsSocket(route, http) && LivePage.ownsSocket(http)) {
            watch(http);
            return;
        }
        MockRequest request = new MockRequest(
                route.operation(),
                http.method().name(),
                path,
                http.query(),
                route.guid(),
                token(http.getHeader("X-AUTH-TOKEN")),
                other);
        JournalEntry entry = journal.open(clock.now(), request, connection.applyAsLong(http));
        RecordedExchange exchange = new RecordedExchange(http, journal, entry.number(), listener);
        FaultParts fault = faults.take(request);
        if (wantsSocket(route, http)) {
            http.pause();
            ApiRequest call = new ApiRequest(
                    request, route, http.headers(), params(http), Buffer.buffer(), origins.of(http), fault);
            after(fault, () -> upgrade(exchange, call, fault));
            return;
        }
        Buffer body = Buffer.buffer();
        http.handler(part -> {
            if (body.length() <= MAX_BODY) {
                body.appendBuffer(part);
            }
        });
        http.exceptionHandler(e -> exchange.answered(false));
        http.endHandler(v -> {
            ApiRequest call =
                    new ApiRequest(request, route, http.headers(), params(http), body, origins.of(http), fault);
            after(fault, () -> proceed(exchange, call, fault));
        });
    }

    private static boolean wantsSocket(Route route, HttpServerRequest http) {
        return route.operation() == MockOperation.CONNECT && "websocket".equalsIgnoreCase(http.getHeader("Upgrade"));
    }

    /** Opens the page's own socket: past the journal and the faults of requests. */
    private void watch(HttpServerRequest http) {
        Channel channel = ((ConnectionBase) http.connection()).channel();
        Context context = vertx.getOrCreateContext();
        http.toWebSocket()
                .onSuccess(socket -> VertxClientSocket.serve(
                        context, socket, channel, origins.of(http), hub, journal, VertxClientSocket.PAGE));
    }

    /** A query that cannot be decoded is treated like a page that is no number. */
    private static MultiMap params(HttpServerRequest http) {
        try {
            return http.params();
        } catch (IllegalArgumentException e) {
            return MultiMap.caseInsensitiveMultiMap().add("page", "undecodable");
        }
    }

    private TokenState token(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return TokenState.ABSENT;
        }
        return goodToken.test(header) ? TokenState.VALID : TokenState.INVALID;
    }

    private void after(FaultParts fault, Runnable next) {
        if (fault.delay().isZero()) {
            next.run();
        } else {
            vertx.setTimer(Math.max(1, fault.delay().toMillis()), t -> next.run());
        }
    }

    private void upgrade(RecordedExchange exchange, ApiRequest call, FaultParts fault) {
        if (exchange.over()) {
            return;
        }
        if (!fault.taken() || fault.ending() != Ending.ANSWER) {
            exchange.request().resume();
            finish(exchange, call, null, fault);
            return;
        }
        Answer refusal = refusal(call);
        if (refusal != null) {
            exchange.request().resume();
            finish(exchange, call, refusal, fault);
            return;
        }
        Channel channel = exchange.channel();
        Context context = vertx.getOrCreateContext();
        exchange.answering(101, null);
        exchange.request().toWebSocket().onComplete(done -> {
            exchange.answered(done.succeeded());
            if (done.succeeded()) {
                VertxClientSocket.serve(
                        context, done.result(), channel, call.origin(), hub, journal, exchange.number());
            }
        });
    }

    /** As in Centrifugo: a page of another origin may not connect, and one socket too many is no service. */
    private @Nullable Answer refusal(ApiRequest call) {
        String page = call.headers().get("Origin");
        if (page != null && !call.origin().equals(page) && !call.origin().startsWith(page + "/")) {
            return Answer.text(403, "Forbidden");
        }
        return hub.full() ? Answer.text(503, "Service Unavailable") : null;
    }

    private void proceed(RecordedExchange exchange, ApiRequest call, FaultParts fault) {
        if (exchange.over()) {
            return;
        }
        if (!fault.taken()) {
            finish(exchange, call, null, fault);
            return;
        }
        api.answer(call).onComplete(done -> {
            if (exchange.over()) {
                return;
            }
            if (done.succeeded()) {
                finish(exchange, call, done.result(), fault);
            } else {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the mock failed on " + call.request().path(),
                        done.cause());
                finish(exchange, call, Answer.json(500, Buffer.buffer()), FaultParts.NONE);
            }
        });
    }

    private void finish(RecordedExchange exchange, ApiRequest call, @Nullable Answer real, FaultParts fault) {
        if (fault.ending() != Ending.ANSWER) {
            exchange.answering(0, real == null ? null : real.job());
            switch (fault.ending()) {
                case RESET -> exchange.reset();
                case CLOSE -> exchange.close();
                case SILENCE, ANSWER -> {}
            }
            return;
        }
        Answer answer = FaultyAnswer.of(real, fault, clock.now(), call.request().target(), origins.other());
        exchange.interim(fault.interim());
        if (fault.closesAfterAnswer()) {
            exchange.closeAfterAnswer();
        }
        writer.write(exchange, answer, fault, call.head());
    }
}
