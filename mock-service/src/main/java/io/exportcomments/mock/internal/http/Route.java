package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.request.Operation;
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
 * @param name in the path: of a file, or the id of a webhook
 * @param methods that the path allows; empty when the path is unknown
 */
record Route(
        Operation operation, @Nullable UUID guid, @Nullable String name, Set<String> methods) {

    private static final Pattern JOB = Pattern.compile("/api/v3/job/([^/]+)(/retry|/stop|/download)?");
    static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String WEBHOOKS = "/api/v1/zapier/webhooks";
    private static final Pattern WEBHOOK = Pattern.compile(WEBHOOKS + "/([^/]+)(/toggle)?");
    private static final String EXPORTS = "/exports/";
    private static final Set<String> READ = Set.of("GET", "HEAD");

    static Route of(String method, String path) {
        return switch (path) {
            case "/api/v3/job" -> to(Operation.CREATE, method, null, null, Set.of("POST"));
            case "/api/v3/jobs" -> to(Operation.LIST, method, null, null, Set.of("GET"));
            case "/api/v1/ping" -> to(Operation.PING, method, null, null, Set.of("GET"));
            case "/api/public/auth/socket" -> to(Operation.SOCKET_TOKEN, method, null, null, Set.of("POST"));
            case WEBHOOKS ->
                method.equals("POST")
                        ? to(Operation.WEBHOOK_CREATE, method, null, null, Set.of("GET", "POST"))
                        : to(Operation.WEBHOOK_LIST, method, null, null, Set.of("GET", "POST"));
            case "/api/v1/webhooks/events" -> to(Operation.WEBHOOK_EVENTS, method, null, null, Set.of("GET"));
            case "/connection/websocket" -> to(Operation.CONNECT, method, null, null, Set.of("GET"));
            default ->
                path.startsWith(EXPORTS)
                        ? to(Operation.DOWNLOAD, method, null, path.substring(EXPORTS.length()), READ)
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
            case "/retry" -> to(Operation.RETRY, method, guid, null, Set.of("PATCH"));
            case "/stop" -> to(Operation.STOP, method, guid, null, Set.of("PATCH"));
            case "/download" -> to(Operation.DOWNLOAD, method, guid, null, READ);
            default -> to(Operation.GET, method, guid, null, Set.of("GET"));
        };
    }

    private static Route webhook(String method, String path) {
        Matcher matcher = WEBHOOK.matcher(path);
        if (!matcher.matches()) {
            return new Route(Operation.UNKNOWN, null, null, Set.of());
        }
        return matcher.group(2) == null
                ? to(Operation.WEBHOOK_DELETE, method, null, matcher.group(1), Set.of("DELETE"))
                : to(Operation.WEBHOOK_TOGGLE, method, null, matcher.group(1), Set.of("PATCH"));
    }

    private static Route to(
            Operation operation, String method, @Nullable UUID guid, @Nullable String name, Set<String> methods) {
        return new Route(methods.contains(method) ? operation : Operation.UNKNOWN, guid, name, methods);
    }
}
