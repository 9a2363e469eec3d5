package io.exportcomments.examples.spring;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a browser hears. */
final class Listener implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final JsonObject END = new JsonObject();

    private final Stream<String> lines;
    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final Map<String, JsonObject> jobs = new LinkedHashMap<>();

    private Listener(HttpResponse<Stream<String>> answer) {
        this.lines = answer.body();
        Thread reader = new Thread(this::read, "listener");
        reader.setDaemon(true);
        reader.start();
    }

    static Listener open(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError("answered " + answer.statusCode());
        }
        return new Listener(answer);
    }

    private void read() {
        try {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> new JsonObject(line.substring(5)))
                    .forEach(heard::add);
        } catch (UncheckedIOException cut) {
            // the end, as a browser sees it
        } finally {
            heard.add(END);
        }
    }

    /** The next that comes. */
    JsonObject next() throws InterruptedException {
        JsonObject news = Objects.requireNonNull(heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS), "nothing came");
        if (!news.isEmpty()) {
            news.getJsonArray("jobs").forEach(job -> jobs.put(((JsonObject) job).getString("guid"), (JsonObject) job));
        }
        return news;
    }

    /** Listens until a job is as wanted. */
    JsonObject await(String guid, Predicate<JsonObject> wanted) throws InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!jobs.containsKey(guid) || !wanted.test(jobs.get(guid))) {
            if (System.nanoTime() - end > 0 || next().isEmpty()) {
                throw new AssertionError("never came; the last was " + jobs.get(guid));
            }
        }
        return jobs.get(guid);
    }

    JsonObject await(String guid, String status) throws InterruptedException {
        return await(guid, job -> job.getString("status").equals(status));
    }

    /** Listens until something comes that is as wanted. */
    JsonObject awaitNews(Predicate<JsonObject> wanted) throws InterruptedException {
        JsonObject news = next();
        while (!wanted.test(news)) {
            news = next();
            if (news.isEmpty()) {
                throw new AssertionError("the stream ended");
            }
        }
        return news;
    }

    /** Listens to the end of the stream. */
    void awaitEnd() throws InterruptedException {
        while (!next().isEmpty()) {
            // whatever comes before
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
