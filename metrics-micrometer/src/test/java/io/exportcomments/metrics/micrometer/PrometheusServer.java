package io.exportcomments.metrics.micrometer;

import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpServer;
import io.exportcomments.testkit.transport.FreePort;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Prometheus that reads a registry every second; where {@code scripts/prometheus} could not install it, there is
 * none.
 */
final class PrometheusServer implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer metrics;
    private final Process process;
    private final String address;

    private PrometheusServer(HttpServer metrics, Process process, String address) {
        this.metrics = metrics;
        this.process = process;
        this.address = address;
    }

    /** One of the package's programs; skips the test if it is not there. */
    static Path program(String name) {
        Path program = Checkout.docs().resolveSibling(".tools").resolve(name);
        Assumptions.assumeTrue(
                Files.isExecutable(program),
                () -> name + " is not installed: run scripts/prometheus, which says what is missing if it can't");
        return program;
    }

    static PrometheusServer reading(PrometheusMeterRegistry registry, Path folder) throws IOException {
        Path program = program("prometheus");
        HttpServer metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/metrics", exchange -> {
            byte[] scrape = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, scrape.length);
            exchange.getResponseBody().write(scrape);
            exchange.close();
        });
        metrics.start();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: program
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(
                        metrics.getAddress().getPort()));
        String address = "127.0.0.1:" + FreePort.find();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new PrometheusServer(metrics, process, address);
    }

    /** The values that a query gives now; none while the server does not answer yet. */
    List<Double> query(String expression) {
        try {
            String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/query?query=" + query))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 400) {
                throw new AssertionError(expression + " is no query: " + answer.body());
            }
            return answer.statusCode() == 200 ? values(answer.body()) : List.of();
        } catch (IOException notYet) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<Double> values(String json) throws IOException {
        Map<?, ?> answer =
                (Map<?, ?>) new Moshi.Builder().build().adapter(Object.class).fromJson(json);
        List<?> series = (List<?>) ((Map<?, ?>) answer.get("data")).get("result");
        return series.stream()
                .map(each -> (List<?>) ((Map<?, ?>) each).get("value"))
                .map(value -> Double.valueOf((String) value.get(1)))
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        metrics.stop(0);
    }
}
