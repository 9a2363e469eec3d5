package io.exportcomments.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream by the letter of its specification, as far as the service uses it: whatever is not well-formed
 * fails.
 */
final class Reader implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** One event. */
    record Event(@Nullable String id, String name, JsonObject data) {}

    private Reader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Opens a stream; its first words are how long to wait before coming back. */
    static Reader open(HttpClient http, HttpRequest request) {
        Reader reader = new Reader(Http.send(http, request, HttpResponse.BodyHandlers.ofInputStream()));
        assertThat(reader.response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(reader.response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reader.line()).isEqualTo("retry: 3000");
        assertThat(reader.line()).isEmpty();
        return reader;
    }

    int status() {
        return response.statusCode();
    }

    URI location(URI base) {
        return base.resolve(response.headers().firstValue("Location").orElseThrow());
    }

    /** The next event, or null when the stream has ended. */
    @Nullable Event next() {
        String line = line();
        while (line != null && line.equals(":")) {
            assertThat(line()).isEmpty();
            line = line();
        }
        if (line == null) {
            return null;
        }
        String id = null;
        if (line.startsWith("id: ")) {
            id = line.substring(4);
            line = line();
        }
        assertThat(line).startsWith("event: ");
        String data = line();
        assertThat(data).startsWith("data: {");
        assertThat(line()).isEmpty();
        return new Event(id, line.substring(7), new JsonObject(data.substring(6)));
    }

    /** All events to the end of the stream. */
    List<Event> rest() {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves in the middle of the stream. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
