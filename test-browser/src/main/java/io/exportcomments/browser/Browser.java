package io.exportcomments.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium, driven by the W3C WebDriver protocol over the JDK's HTTP client. Elements are named by CSS
 * selectors; waiting happens in the page, with a bound.
 */
public final class Browser implements AutoCloseable {

    /** A key for {@link #press}. */
    public static final String TAB = "\uE004";
    /** A key for {@link #press}. */
    public static final String ENTER = "\uE007";

    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Browser(Process driver, int port) {
        this.driver = driver;
        URI root = URI.create("http://127.0.0.1:" + port + "/session");
        JsonArray arguments = new JsonArray()
                .add("--headless=new")
                .add("--no-sandbox")
                .add("--disable-dev-shm-usage")
                .add("--disable-gpu")
                .add("--window-size=1280,900");
        JsonObject wanted = new JsonObject()
                .put("goog:chromeOptions", new JsonObject().put("args", arguments))
                .put("goog:loggingPrefs", new JsonObject().put("browser", "ALL"))
                .put("timeouts", new JsonObject().put("script", BOUND.toMillis()));
        JsonObject body = new JsonObject().put("capabilities", new JsonObject().put("alwaysMatch", wanted));
        this.session = URI.create(root + "/" + object(call("POST", root, body)).getString("sessionId"));
    }

    /** Starts one; skips the test, and says why, where there is none. */
    public static Browser start() {
        assumeTrue(
                onPath("chromedriver"),
                "The page was not tried in a browser: there is no chromedriver on the PATH; scripts/chromium installs it on Debian, as root");
        try {
            Process driver = new ProcessBuilder("chromedriver", "--port=0")
                    .redirectErrorStream(true)
                    .start();
            return new Browser(driver, port(driver));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process driver) throws IOException {
        @SuppressWarnings("resource") // it ends with the process
        BufferedReader lines = driver.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = STARTED.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IllegalStateException(
                "chromedriver ended with " + driver.onExit().join().exitValue());
    }

    private static boolean onPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** Goes to an address. */
    public void open(URI address) {
        post("/url", new JsonObject().put("url", address.toString()));
    }

    /** Clicks the first element that a selector finds, as a mouse does. */
    public void click(String selector) {
        post("/element/" + element(selector) + "/click", new JsonObject());
    }

    /** Replaces what an input holds. */
    public void fill(String selector, String text) {
        String element = element(selector);
        post("/element/" + element + "/clear", new JsonObject());
        post("/element/" + element + "/value", new JsonObject().put("text", text));
    }

    /** Types on the keyboard, wherever the focus is. */
    public void press(String keys) {
        JsonArray strokes = new JsonArray();
        keys.codePoints().mapToObj(Character::toString).forEach(key -> {
            strokes.add(new JsonObject().put("type", "keyDown").put("value", key));
            strokes.add(new JsonObject().put("type", "keyUp").put("value", key));
        });
        JsonObject keyboard =
                new JsonObject().put("type", "key").put("id", "keyboard").put("actions", strokes);
        post("/actions", new JsonObject().put("actions", new JsonArray().add(keyboard)));
    }

    /** The value of a JavaScript expression. */
    public @Nullable Object value(String expression) {
        return post(
                "/execute/sync",
                new JsonObject().put("script", "return (" + expression + ");").put("args", new JsonArray()));
    }

    /** The value of a JavaScript expression, as text. */
    public String text(String expression) {
        return String.valueOf(value(expression));
    }

    /** Waits until a JavaScript expression is true, and fails when it does not become so. */
    public void await(String condition) {
        String script = "const done = arguments[0]; const end = Date.now() + " + (BOUND.toMillis() - 5000) + ";"
                + "const look = () => { if (" + condition + ") done(true);"
                + " else if (Date.now() > end) done(false); else setTimeout(look, 20); }; look();";
        Object fulfilled =
                post("/execute/async", new JsonObject().put("script", script).put("args", new JsonArray()));
        if (!Boolean.TRUE.equals(fulfilled)) {
            throw new AssertionError("never became true: " + condition + "; the page says: "
                    + text("document.body.innerText") + "; the console says: " + console());
        }
    }

    /** Makes the screen as large as a phone's or a desktop's, with its preferences. */
    public void screen(int width, int height, boolean phone, boolean dark) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", phone ? 2 : 1)
                        .put("mobile", phone));
        devtools(
                "Emulation.setEmulatedMedia",
                new JsonObject()
                        .put(
                                "features",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "prefers-color-scheme")
                                                .put("value", dark ? "dark" : "light"))));
    }

    /** Writes a picture of the whole page, beyond the screen too, as PNG. */
    public void screenshot(Path file) {
        JsonObject picture = devtools(
                "Page.captureScreenshot", new JsonObject().put("format", "png").put("captureBeyondViewport", true));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(picture.getString("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the browser complained about since it was asked last, such as a script's error or a breach of the page's
     * policy.
     */
    public String console() {
        Object entries = post("/se/log", new JsonObject().put("type", "browser"));
        return ((JsonArray) Objects.requireNonNull(entries))
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> !entry.getString("level").equals("INFO"))
                        .map(entry -> entry.getString("message") + "\n")
                        .reduce("", String::concat);
    }

    /** A command of Chromium's own protocol. */
    public JsonObject devtools(String command, JsonObject parameters) {
        return object(
                post("/goog/cdp/execute", new JsonObject().put("cmd", command).put("params", parameters)));
    }

    private String element(String selector) {
        JsonObject by = new JsonObject().put("using", "css selector").put("value", selector);
        return object(post("/element", by)).getString(ELEMENT);
    }

    private @Nullable Object post(String path, JsonObject body) {
        return call("POST", URI.create(session + path), body);
    }

    private static JsonObject object(@Nullable Object value) {
        return (JsonObject) Objects.requireNonNull(value);
    }

    private @Nullable Object call(String method, URI address, JsonObject body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.encode()))
                .build();
        try {
            String answer = http.send(request, BodyHandlers.ofString()).body();
            Object value = new JsonObject(answer).getValue("value");
            if (value instanceof JsonObject failure && failure.containsKey("error") && failure.containsKey("message")) {
                throw new AssertionError(failure.getString("error") + ": " + failure.getString("message"));
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, new JsonObject());
        } finally {
            driver.destroy();
            try {
                if (!driver.waitFor(10, TimeUnit.SECONDS)) {
                    driver.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
