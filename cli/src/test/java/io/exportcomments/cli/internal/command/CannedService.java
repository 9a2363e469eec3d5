package io.exportcomments.cli.internal.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service with answers that the mock does not give. */
final class CannedService implements AutoCloseable {
    static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** An answer. */
    record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer of(int status, String type, String body) {
            return new Answer(status, type, body);
        }
    }

    /** Serves; the rule gets a request's method and path, such as {@code GET /api/v3/job/1}. */
    CannedService(Function<String, Answer> rule) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, rule));
        server.start();
    }

    /** A job in this status, with more fields. */
    static String job(String status, String more) {
        return "{\"id\":1,\"guid\":\"" + GUID + "\",\"status\":\"" + status + "\",\"url\":\"https://vimeo.com/1\""
                + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private void answer(HttpExchange exchange, Function<String, Answer> rule) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        Answer answer = rule.apply(request);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests began like this. */
    long count(String request) {
        return requests.stream().filter(seen -> seen.startsWith(request)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
