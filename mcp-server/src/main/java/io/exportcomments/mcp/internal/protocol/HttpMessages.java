package io.exportcomments.mcp.internal.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Serves the requests of streamable HTTP: one message in each POST, and a DELETE at the end of a session. */
final class HttpMessages implements HttpHandler {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private final MessageJson json;
    private final HttpSessions sessions;

    HttpMessages(MessageJson json, HttpSessions sessions) {
        this.json = json;
        this.sessions = sessions;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            serve(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        if (!LocalOrigins.allow(exchange.getRequestHeaders())) {
            answer(exchange, 403, ProtocolError.FOREIGN.json());
        } else if (!exchange.getRequestURI().getPath().equals(ProtocolNames.PATH)) {
            answer(exchange, 404, "");
        } else if (sessions.isClosed()) {
            answer(exchange, 503, ProtocolError.CLOSING.json());
        } else if (!speaksVersion(header(exchange, HttpHeaders.PROTOCOL_VERSION))) {
            answer(exchange, 400, ProtocolError.VERSION.json());
        } else {
            dispatch(exchange);
        }
    }

    private void dispatch(HttpExchange exchange) throws IOException, InterruptedException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange);
            case "DELETE" -> delete(exchange);
            default -> {
                exchange.getResponseHeaders().set("Allow", "POST, DELETE");
                answer(exchange, 405, "");
            }
        }
    }

    private static boolean speaksVersion(@Nullable String version) {
        return version == null || ProtocolNames.VERSIONS.contains(version);
    }

    private void delete(HttpExchange exchange) throws IOException {
        String id = header(exchange, HttpHeaders.MCP_SESSION_ID);
        if (sessions.end(id)) {
            answer(exchange, 200, "");
        } else {
            noSession(exchange, id);
        }
    }

    private void post(HttpExchange exchange) throws IOException, InterruptedException {
        if (!mentions(exchange, "Content-Type", JSON)) {
            answer(exchange, 415, "");
            return;
        }
        if (!mentions(exchange, "Accept", JSON) || !mentions(exchange, "Accept", EVENTS)) {
            answer(exchange, 406, "");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LineInput.LONGEST + 1);
        if (body.length > LineInput.LONGEST) {
            answer(exchange, 413, ProtocolError.TOO_LONG.json());
            return;
        }
        JSONRPCMessage message = json.message(body);
        if (message == null) {
            answer(exchange, 400, ProtocolError.UNREADABLE.json());
        } else if (message instanceof JSONRPCRequest request && !RequestParameters.fit(request)) {
            answer(exchange, 400, json.refusal(request.id(), ProtocolError.PARAMETERS));
        } else if (message instanceof JSONRPCRequest request && McpSchema.METHOD_INITIALIZE.equals(request.method())) {
            initialize(exchange, request);
        } else {
            inSession(exchange, message);
        }
    }

    private void initialize(HttpExchange exchange, JSONRPCRequest request) throws IOException {
        InitializeRequest wanted;
        try {
            wanted = json.convertValue(request.params(), new TypeRef<>() {});
        } catch (RuntimeException e) {
            answer(exchange, 400, json.refusal(request.id(), ProtocolError.UNREADABLE));
            return;
        }
        var opened = sessions.open(wanted);
        // The answer needs nothing from outside, and is there at once.
        Object result = opened.initResult().toFuture().join();
        exchange.getResponseHeaders()
                .set(HttpHeaders.MCP_SESSION_ID, opened.session().getId());
        answer(exchange, 200, json.text(JSONRPCResponse.result(request.id(), result)));
    }

    private void inSession(HttpExchange exchange, JSONRPCMessage message) throws IOException, InterruptedException {
        String id = header(exchange, HttpHeaders.MCP_SESSION_ID);
        OpenSession found = sessions.find(id);
        if (found == null) {
            noSession(exchange, id);
        } else if (message instanceof JSONRPCRequest request) {
            call(exchange, found, request);
        } else {
            take(found, message);
            answer(exchange, 202, "");
        }
    }

    private static void noSession(HttpExchange exchange, @Nullable String id) throws IOException {
        answer(exchange, id == null ? 400 : 404, ProtocolError.NO_SESSION.json());
    }

    private static void take(OpenSession found, JSONRPCMessage message) {
        if (message instanceof JSONRPCNotification notification) {
            if (!found.calls().cancels(notification)) {
                found.session().accept(notification).subscribe(nothing -> {}, RunningCalls::broken);
            }
        } else if (message instanceof JSONRPCResponse response) {
            found.session().accept(response).subscribe(nothing -> {}, RunningCalls::broken);
        }
    }

    private void call(HttpExchange exchange, OpenSession found, JSONRPCRequest request)
            throws IOException, InterruptedException {
        AnswerStream events = new AnswerStream(json, found.calls());
        var work = found.session().responseStream(events).handle(request).doFinally(end -> events.close());
        ProtocolError refusal = found.calls().start(request.id(), work);
        if (refusal != null) {
            answer(exchange, 200, json.refusal(request.id(), refusal));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        events.writeTo(exchange.getResponseBody());
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static boolean mentions(HttpExchange exchange, String name, String type) {
        List<String> lines = exchange.getRequestHeaders().getOrDefault(name, List.of());
        String value = String.join(",", lines).toLowerCase(Locale.ROOT);
        return value.contains(type) || (name.equals("Accept") && value.contains("*/*"));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", JSON);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
