package io.exportcomments.examples.vertx;

import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.job.ExportRequest;
import io.exportcomments.job.JobGuid;
import io.exportcomments.transport.vertx.VertxExportComments;
import io.exportcomments.transport.vertx.VertxJobHandle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes URLs over HTTP, creates export jobs for them, and streams their progress as server-sent events. The client is
 * opened with the verticle, and closed with it: streams that are under way then end, jobs go on.
 */
public final class ExportsVerticle extends VerticleBase {
    private static final long LONGEST_BODY = 16 * 1024;
    private static final String JSON = "application/json";

    private final ExportCommentsBuilder builder;
    private final Settings settings;
    private volatile int port;
    private @Nullable VertxExportComments client;
    private @Nullable Buffer page;

    /**
     * How the verticle listens and streams.
     *
     * @param host the address to listen on
     * @param port the port, 0 for any that is free
     * @param heartbeat how long a stream may be quiet
     * @param patience how long a reader may take nothing before it is disconnected: some heart-beats, and longer than a
     *     creation takes
     */
    public record Settings(String host, int port, Duration heartbeat, Duration patience) {
        /** Checks that nothing is null. */
        public Settings {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(heartbeat, "heartbeat");
            Objects.requireNonNull(patience, "patience");
        }

        /** For this machine alone, on a port of it. */
        public static Settings onPort(int port) {
            return new Settings("127.0.0.1", port, Duration.ofSeconds(15), Duration.ofMinutes(3));
        }
    }

    /** A verticle on a client that is built with this; its transport is set here. */
    public ExportsVerticle(ExportCommentsBuilder builder, Settings settings) {
        this.builder = Objects.requireNonNull(builder, "builder");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** The port on which it listens, once it is deployed. */
    public int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout((int) settings.patience().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return Future.all(
                        VertxExportComments.open(vertx, builder).onSuccess(opened -> client = opened),
                        vertx.fileSystem().readFile("index.html").onSuccess(read -> page = read))
                .compose(ready -> vertx.createHttpServer(options)
                        .requestHandler(routes())
                        .listen(settings.port(), settings.host()))
                .onSuccess(server -> port = server.actualPort());
    }

    private Router routes() {
        Router router = Router.router(vertx);
        router.get("/").handler(this::page);
        router.post("/exports")
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .handler(this::create);
        router.get("/exports/:guid/events").handler(this::follow);
        refuse(router, 400, "invalid", "The request can't be read");
        refuse(router, 404, "no_such_page", "There is POST /exports, GET /exports/{guid}/events and GET /");
        refuse(router, 405, "method", "There is POST /exports, GET /exports/{guid}/events and GET /");
        refuse(router, 413, "too_long", "The body may have " + LONGEST_BODY + " bytes");
        router.errorHandler(
                500, failed -> ExportErrorResponse.of(failed.failure()).send(failed.response()));
        return router;
    }

    private static void refuse(Router router, int status, String error, String message) {
        router.errorHandler(
                status, request -> new ExportErrorResponse(status, error, message).send(request.response()));
    }

    private void page(RoutingContext request) {
        request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
                .end(Objects.requireNonNull(page, "page"));
    }

    private void create(RoutingContext request) {
        // A page of another site can send anything but JSON without being asked first, and exports cost quota.
        String type =
                String.valueOf(request.request().getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.equals(JSON) && !type.startsWith(JSON + ";")) {
            new ExportErrorResponse(415, "content_type", "The body must be of Content-Type " + JSON)
                    .send(request.response());
            return;
        }
        ExportRequest export;
        try {
            export = ExportRequest.of(url(request));
        } catch (DecodeException e) {
            invalid(request, "The body must be JSON such as {\"url\":\"https://www.youtube.com/watch?v=…\"}");
            return;
        } catch (IllegalArgumentException e) {
            invalid(request, String.valueOf(e.getMessage()));
            return;
        }
        // A reader that leaves now leaves a job behind: it is being created.
        client().create(export)
                .onComplete(
                        job -> created(request, job),
                        failure -> ExportErrorResponse.of(failure).send(request.response()));
    }

    private static String url(RoutingContext request) {
        Buffer body = request.body().buffer();
        if (body == null
                || !(Json.decodeValue(body) instanceof JsonObject object)
                || !(object.getValue("url") instanceof String url)) {
            throw new DecodeException("no URL");
        }
        return url;
    }

    private static void invalid(RoutingContext request, String message) {
        new ExportErrorResponse(400, "invalid", message).send(request.response());
    }

    private void created(RoutingContext request, VertxJobHandle job) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        String events = "/exports/" + job.guid() + "/events";
        response.setStatusCode(201).putHeader("Location", events);
        String accepted = request.request().getHeader("Accept");
        if (accepted != null && accepted.contains(JSON)) {
            JsonObject answer = new JsonObject().put("guid", job.guid().value()).put("events", events);
            response.putHeader("Content-Type", JSON).end(answer.encode());
            return;
        }
        EventStream stream = new EventStream(vertx, response, job.updates(), null);
        stream.write(ServerSentEvents.created(job.guid()));
        stream.follow(settings.heartbeat());
    }

    private void follow(RoutingContext request) {
        JobGuid guid;
        try {
            guid = JobGuid.of(request.pathParam("guid"));
        } catch (IllegalArgumentException e) {
            invalid(request, String.valueOf(e.getMessage()));
            return;
        }
        String lastId = request.request().getHeader("Last-Event-ID");
        if (ServerSentEvents.isEnd(lastId)) {
            request.response().setStatusCode(204).end();
            return;
        }
        new EventStream(vertx, request.response(), client().watch(guid), lastId).follow(settings.heartbeat());
    }

    private VertxExportComments client() {
        return Objects.requireNonNull(client, "client");
    }
}
