package io.exportcomments.mock.internal.page;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /} and what is below {@code /mock/}: paths that the service does not have. None of it stands in the
 * journal, counts for a limit or meets a fault. It is for the pages of this server alone: a request that a page of
 * another origin caused is refused.
 */
public final class LivePage {

    private static final String FOLDER = "/io/exportcomments/mock/page/";
    private static final int MAX_BODY = 64 * 1024;
    private static final System.Logger LOG = System.getLogger(LivePage.class.getName());
    private static final Pattern JOB = Pattern.compile("/mock/jobs/([0-9a-f-]{36})/(stop|retry)");

    private record PageFile(String type, Buffer bytes) {}

    private final Map<String, PageFile> files = Map.of(
            "/", file("index.html", "text/html;charset=utf-8"),
            "/mock/page.css", file("page.css", "text/css;charset=utf-8"),
            "/mock/page.js", file("page.js", "text/javascript;charset=utf-8"),
            "/mock/icon.svg", file("icon.svg", "image/svg+xml"));
    private final PageControls controls;
    private final SameOrigin sameOrigin;
    private final Function<HttpServerRequest, String> base;

    /**
     * A page with its controls.
     *
     * @param host the address that the server listens on
     * @param base what the service's addresses begin with, as a request's client knows them
     */
    public LivePage(PageControls controls, String host, Function<HttpServerRequest, String> base) {
        this.controls = controls;
        this.base = base;
        this.sameOrigin = new SameOrigin(host);
    }

    /** Whether a path is the page's. */
    public static boolean owns(String path) {
        return path.equals("/") || path.startsWith("/mock/");
    }

    /** Whether a WebSocket is the page's own. */
    public static boolean ownsSocket(HttpServerRequest http) {
        return "mock-page".equals(http.query());
    }

    /** Answers a request to a path that it owns. */
    public void handle(HttpServerRequest http) {
        if (!sameOrigin.allows(http, origin(http))) {
            refuse(
                    http,
                    ApiError.of(403, null, "This is for the mock's own page, opened by the address it listens on."));
        } else if (http.method().equals(HttpMethod.POST)) {
            post(http);
        } else if (http.method().equals(HttpMethod.GET) || http.method().equals(HttpMethod.HEAD)) {
            get(http);
        } else {
            refuse(http, ApiError.of(405, null, "This path does not allow the method."));
        }
    }

    private void get(HttpServerRequest http) {
        PageFile file = files.get(http.path());
        if (file != null) {
            end(http, 200, file.type(), file.bytes());
        } else if (http.path().equals("/mock/state")) {
            json(http, 200, controls.state(base.apply(http)));
        } else {
            refuse(http, ApiError.of(404, null, "There is nothing at this path."));
        }
    }

    private void post(HttpServerRequest http) {
        String type = http.getHeader("Content-Type");
        String length = http.getHeader("Content-Length");
        if (type == null || !type.startsWith("application/json")) {
            refuse(http, ApiError.of(415, null, "The Content-Type must be application/json."));
        } else if (length == null || length.length() > 6 || Integer.parseInt(length) > MAX_BODY) {
            refuse(http, ApiError.of(413, null, "A body of a known length up to " + MAX_BODY + " bytes is needed."));
        } else {
            http.body().onSuccess(body -> act(http, body));
        }
    }

    private void act(HttpServerRequest http, Buffer body) {
        try {
            json(http, 200, done(http.path(), body.toJsonObject()));
        } catch (ApiError refusal) {
            refuse(http, refusal);
        } catch (DecodeException | ClassCastException e) {
            refuse(http, ApiError.invalid("The body must be a JSON object with fields of the right types."));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the page's " + http.path() + " failed", e);
            refuse(http, ApiError.of(500, null, "The mock failed; its log says why."));
        }
    }

    private JsonObject done(String path, @Nullable JsonObject body) {
        if (body == null) {
            throw ApiError.invalid("The body must be a JSON object.");
        }
        Matcher job = JOB.matcher(path);
        if (job.matches()) {
            UUID guid = UUID.fromString(job.group(1));
            return job.group(2).equals("stop") ? controls.stop(guid) : controls.retry(guid);
        }
        return switch (path) {
            case "/mock/jobs" -> controls.start(body);
            case "/mock/faults" -> controls.fault(body.getString("name", ""));
            case "/mock/token" -> controls.token();
            default -> throw ApiError.of(404, null, "There is nothing at this path.");
        };
    }

    /** The page's own origin, which may be that of a proxy with TLS. */
    private String origin(HttpServerRequest http) {
        return base.apply(http).replaceFirst("^(https?://[^/]+).*", "$1");
    }

    private void refuse(HttpServerRequest http, ApiError refusal) {
        json(http, refusal.status(), new JsonObject().put("detail", refusal.detail()));
    }

    private void json(HttpServerRequest http, int status, JsonObject body) {
        end(http, status, "application/json", body.toBuffer());
    }

    private void end(HttpServerRequest http, int status, String type, Buffer body) {
        HttpServerResponse response = http.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Content-Length", Integer.toString(body.length()))
                .putHeader("Content-Security-Policy", policy(http))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        if (http.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /**
     * Nothing from another host, no markup from a script, no frame around it; some browsers need the socket's scheme
     * said.
     */
    private String policy(HttpServerRequest http) {
        String socket = " " + origin(http).replaceFirst("^http", "ws");
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'" + socket
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static PageFile file(String name, String type) {
        try (InputStream in = LivePage.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + FOLDER + name);
            }
            return new PageFile(type, Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
