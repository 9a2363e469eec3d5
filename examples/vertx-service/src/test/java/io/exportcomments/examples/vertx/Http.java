package io.exportcomments.examples.vertx;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Requests to the service. */
final class Http {
    private Http() {}

    static HttpRequest.Builder post(URI base, String body) {
        return HttpRequest.newBuilder(base.resolve("/exports"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    static HttpRequest export(URI base, String url) {
        return post(base, new JsonObject().put("url", url).encode()).build();
    }

    static HttpRequest.Builder get(URI address) {
        return HttpRequest.newBuilder(address).GET();
    }

    static <T> HttpResponse<T> send(HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer to a request that is refused; its body is JSON with a word and a sentence. */
    static HttpResponse<String> refusal(HttpClient http, HttpRequest request) {
        HttpResponse<String> response = send(http, request, HttpResponse.BodyHandlers.ofString());
        JsonObject body = new JsonObject(response.body());
        if (body.getString("error").isBlank() || body.getString("message").isBlank()) {
            throw new AssertionError(response.body());
        }
        return response;
    }
}
