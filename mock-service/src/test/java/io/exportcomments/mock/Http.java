package io.exportcomments.mock;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A client that follows the API's documents, made of the JDK's. */
final class Http {

    static final String VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ";

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final MockService mock;

    Http(MockService mock) {
        this.mock = mock;
    }

    static JsonObject json(HttpResponse<byte[]> answer) {
        return new JsonObject(text(answer));
    }

    static JsonArray array(HttpResponse<byte[]> answer) {
        return new JsonArray(text(answer));
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static String code(HttpResponse<byte[]> answer) {
        return answer.statusCode() + " " + json(answer).getString("error_code");
    }

    HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(mock.baseUrl().resolve(target))
                .timeout(Duration.ofSeconds(10))
                .header("X-AUTH-TOKEN", mock.token());
    }

    HttpResponse<byte[]> get(String target) {
        return send(to(target).build());
    }

    HttpResponse<byte[]> get(String target, UnaryOperator<HttpRequest.Builder> more) {
        return send(more.apply(to(target)).build());
    }

    HttpResponse<byte[]> create(String url) {
        return createFrom(new JsonObject().put("url", url).encode());
    }

    HttpResponse<byte[]> create(String url, JsonObject options) {
        return createFrom(
                new JsonObject().put("url", url).put("options", options).encode());
    }

    HttpResponse<byte[]> createFrom(String body) {
        return send(creation(body));
    }

    HttpRequest creation(String body) {
        return to("/api/v3/job")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Creates a job and returns its guid. */
    String created(String url) {
        return json(create(url)).getString("guid");
    }

    String status(String guid) {
        return json(get("/api/v3/job/" + guid)).getString("status");
    }

    HttpResponse<byte[]> patch(String guid, String action) {
        return send(to("/api/v3/job/" + guid + "/" + action)
                .method("PATCH", BodyPublishers.noBody())
                .build());
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    URI at(String target) {
        return mock.baseUrl().resolve(target);
    }
}
