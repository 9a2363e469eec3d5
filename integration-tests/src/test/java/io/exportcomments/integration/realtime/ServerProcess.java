package io.exportcomments.integration.realtime;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exportcomments.integration.Project;
import io.exportcomments.testkit.transport.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Centrifugo, or the server on its engine, as a process of its own; both take the same configuration and the same HTTP
 * API. The channels are the service's; its pings come each second in place of each 25 s, and its patience is as much
 * shorter, so that no case has to wait.
 */
final class ServerProcess implements RealtimeServer {
    private static final String ACCOUNT = UUID.randomUUID().toString();
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String API_KEY = UUID.randomUUID().toString();
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path program;
    private final Path folder;
    private final int port = freePort();
    private final Jwt jwt = new Jwt(SECRET);
    private Process process;

    private ServerProcess(Path program, Path folder, String clientOptions) {
        this.program = program;
        this.folder = folder;
        write(folder.resolve("config.json"), configuration(clientOptions));
        process = started();
    }

    /** Starts a server that the project's script installed; skips the test if it is not there. */
    static ServerProcess start(String name, Path folder) {
        return start(name, folder, "");
    }

    /** The same with further options for its clients: JSON members, each followed by a comma. */
    static ServerProcess start(String name, Path folder, String clientOptions) {
        assumeTrue(
                isInstalled(name),
                () -> name + " is not installed: run scripts/centrifugo, which says what is missing if it can't");
        return new ServerProcess(program(name), folder, clientOptions);
    }

    /**
     * Starts the server on Centrifugo's engine; skips the test where Centrifugo itself is there, which is the better
     * judge of the same cases.
     */
    static ServerProcess startEngine(Path folder) {
        assumeFalse(isInstalled("centrifugo"), "the same cases are run against Centrifugo itself");
        return start("centrifuge-server", folder);
    }

    private static boolean isInstalled(String name) {
        return Files.isExecutable(program(name));
    }

    private static Path program(String name) {
        return Project.root().resolve(".tools").resolve(name);
    }

    private String configuration(String clientOptions) {
        return """
                {
                  "http_server": {"address": "127.0.0.1", "port": %d},
                  "http_api": {"key": "%s"},
                  "client": {
                    %s
                    "token": {"hmac_secret_key": "%s"},
                    "ping_interval": "1s",
                    "pong_timeout": "500ms",
                    "expired_close_delay": "1s"
                  },
                  "channel": {
                    "without_namespace": {"allow_subscribe_for_client": true},
                    "namespaces": [
                      {
                        "name": "exports",
                        "history_size": 1000,
                        "history_ttl": "10m",
                        "force_recovery": true,
                        "force_positioning": true
                      },
                      {"name": "webhooks"},
                      {"name": "user"},
                      {"name": "user_notifications_channel"},
                      {"name": "user_dashboard_channel"}
                    ]
                  }
                }
                """.formatted(port, API_KEY, clientOptions, SECRET);
    }

    private Process started() {
        try {
            Process begun = new ProcessBuilder(program.toString(), "--config=" + folder.resolve("config.json"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitReady(begun);
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** Asks until the server answers; in between, waits for its early end. */
    private void awaitReady(Process begun) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!answers()) {
            try {
                if (begun.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    begun.destroyForcibly();
                    throw new AssertionError("The server did not start: " + Files.readString(log()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private boolean answers() {
        try {
            return ask("info", "{}").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> ask(String method, String body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/" + method))
                            .header("X-API-Key", API_KEY)
                            .timeout(BOUND)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void order(String method, String body) {
        try {
            HttpResponse<String> answer = ask(method, body);
            if (answer.statusCode() != 200 || !answer.body().contains("\"result\"")) {
                throw new AssertionError(method + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI url() {
        return URI.create("ws://127.0.0.1:" + port + "/connection/websocket");
    }

    @Override
    public String accountChannel() {
        return "exports:" + ACCOUNT;
    }

    @Override
    public String token(Duration goodFor) {
        return token(jwt, Instant.now().plus(goodFor));
    }

    @Override
    public String expiredToken() {
        return token(jwt, Instant.now().minusSeconds(5));
    }

    @Override
    public String tokenWith(Map<String, Object> claims) {
        List<String> channels = new ArrayList<>(otherChannels());
        channels.add(0, accountChannel());
        JsonObject all = new JsonObject()
                .put("sub", ACCOUNT)
                .put("exp", Instant.now().plusSeconds(600).getEpochSecond())
                .put("channels", channels);
        claims.forEach(all::put);
        return jwt.of(all.encode());
    }

    @Override
    public String forgedToken() {
        return token(new Jwt("another secret"), Instant.now().plusSeconds(600));
    }

    private String token(Jwt signer, Instant expires) {
        String others = String.join("\",\"", otherChannels());
        return signer.of(ACCOUNT, expires, "[\"" + accountChannel() + "\",\"" + others + "\"]");
    }

    @Override
    public String tokenWithoutChannels() {
        return jwt.of(ACCOUNT, Instant.now().plusSeconds(600), "[]");
    }

    @Override
    public void publish(String channel, String json) {
        order("publish", "{\"channel\":\"%s\",\"data\":%s}".formatted(channel, json));
    }

    @Override
    public void disconnect(int code, String reason) {
        order(
                "disconnect",
                "{\"user\":\"%s\",\"disconnect\":{\"code\":%d,\"reason\":\"%s\"}}".formatted(ACCOUNT, code, reason));
    }

    @Override
    public void unsubscribe(String channel) {
        order("unsubscribe", "{\"user\":\"%s\",\"channel\":\"%s\"}".formatted(ACCOUNT, channel));
    }

    @Override
    public void forget() {
        order("history_remove", "{\"channel\":\"%s\"}".formatted(accountChannel()));
    }

    @Override
    public void restart() {
        stop();
        process = started();
    }

    @Override
    public void close() {
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The server did not stop");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted", e);
        }
    }

    private static int freePort() {
        try {
            return FreePort.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
