package io.exportcomments.integration;

import io.exportcomments.mock.MockService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What the mock answers to a program. */
final class Answers {

    private Answers() {}

    static int status(MockService mock, String path) {
        HttpRequest request = HttpRequest.newBuilder(mock.baseUrl().resolve(path))
                .header("X-AUTH-TOKEN", mock.token())
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
