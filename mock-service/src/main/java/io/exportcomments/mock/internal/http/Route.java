package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.request.MockOperation;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request leads.
 *
 * @param operation UNKNOWN when the path or the method is none of the service's
 * @param guid in the path, when it is one
 * @param name in the path: of a file, or the id of a webhook or a batch
 * @param methods that the path allows; empty when the path is unknown
 */
record Route(
        MockOperation operation,
        @Nullable UUID guid,
        @Nullable String name,
        Set<String> methods) {

    private static final Pattern JOB = Pattern.compile("/api/v3/job/([^/]+)(/retry|/stop|/download)?");
    static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String BATCHES = "/api/v1/batch-export";
    private static final Pattern BATCH = Pattern.compile(BATCHES + "/([^/]+)");
    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";
    private static final Pattern WEBHOOK = Pattern.compile(WEBHOOKS + "/([^/]+)(/toggle)?");
    private static final String EXPORTS = "/exports/";
    private static final Set<String> READ = Set.of("GET", "HEAD");

    static Route of(String method, String path) {
        return switch (path) {
            case "/api/v3/job" -> to(MockOperation.CREATE, method, null, null, Set.of("POST"));
            case "/api/v3/jobs" -> to(MockOperation.LIST, method, null, null, Set.of("GET"));
            case "/api/v1/ping" -> to(MockOperation.PING, method, null, null, Set.of("GET"));
            case "/api/public/auth/socket" -> to(MockOperation.SOCKET_TOKEN, method, null, null, Set.of("POST"));
            case BATCHES -> to(MockOperation.BATCH_CREATE, method, null, null, Set.of("POST"));
            case WEBHOOKS ->
                method.equals("POST")
                        ? to(MockOperation.WEBHOOK_CREATE, method, null, null, Set.of("GET", "POST"))
                        : to(MockOperation.WEBHOOK_LIST, method, null, null, Set.of("GET", "POST"));
            case "/api/v1/webhooks/events" -> to(MockOperation.WEBHOOK_EVENTS, method, null, null, Set.of("GET"));
            case "/connection/websocket" -> to(MockOperation.CONNECT, method, null, null, Set.of("GET"));
            default ->
                path.startsWith(EXPORTS)
                        ? to(MockOperation.DOWNLOAD, method, null, path.substring(EXPORTS.length()), READ)
                        : job(method, path);
        };
    }

    private static Route job(String method, String path) {
        Matcher matcher = JOB.matcher(path);
        if (!matcher.matches()) {
            return webhook(method, path);
        }
        String text = matcher.group(1);
        UUID guid = GUID.matcher(text).matches() ? UUID.fromString(text) : null;
        String action = matcher.group(2);
        return switch (action == null ? "" : action) {
            case "/retry" -> to(MockOperation.RETRY, method, guid, null, Set.of("PATCH"));
            case "/stop" -> to(MockOperation.STOP, method, guid, null, Set.of("PATCH"));
            case "/download" -> to(MockOperation.DOWNLOAD, method, guid, null, READ);
            default -> to(MockOperation.GET, method, guid, null, Set.of("GET"));
        };
    }

    private static Route webhook(String method, String path) {
        Matcher matcher = WEBHOOK.matcher(path);
        if (!matcher.matches()) {
            return batch(method, path);
        }
        return matcher.group(2) == null
                ? to(MockOperation.WEBHOOK_DELETE, method, null, matcher.group(1), Set.of("DELETE"))
                : to(MockOperation.WEBHOOK_TOGGLE, method, null, matcher.group(1), Set.of("PATCH"));
    }

    private static Route batch(String method, String path) {
        Matcher matcher = BATCH.matcher(path);
        return matcher.matches()
                ? to(MockOperation.BATCH_GET, method, null, matcher.group(1), Set.of("GET"))
                : new Route(MockOperation.UNKNOWN, null, null, Set.of());
    }

    private static Route to(
            MockOperation operation, String method, @Nullable UUID guid, @Nullable String name, Set<String> methods) {
        return new Route(methods.contains(method) ? operation : MockOperation.UNKNOWN, guid, name, methods);
    }
}
