package io.exportcomments.examples.spring;

import io.exportcomments.mock.MockService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The program as it is run, on a free port, with nothing in its stand-in. */
final class Dashboard implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private Dashboard(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Dashboard start() {
        return start(Map.of());
    }

    static Dashboard start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "server.port", "0",
                "exportcomments.api-token", "",
                "dashboard.samples", "false",
                "dashboard.refresh", "1s"));
        all.putAll(settings);
        String[] arguments = all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new Dashboard(SpringApplication.run(DashboardApplication.class, arguments));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    MockService mock() {
        return context.getBean(MockService.class);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base().resolve(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> export(String url) throws IOException, InterruptedException {
        return post("/api/jobs", new JsonObject().put("url", url).encode());
    }

    /** The guid of a new job. */
    String create(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = export(url);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body()).getString("guid");
    }

    Listener listen() throws IOException, InterruptedException {
        return Listener.open(http, request("/api/events").build());
    }

    @Override
    public void close() {
        context.close();
    }
}
