package io.exportcomments.mock.fault;

import io.exportcomments.mock.fault.FaultParts.Body;
import io.exportcomments.mock.fault.FaultParts.CannedAnswer;
import io.exportcomments.mock.fault.FaultParts.Draft;
import io.exportcomments.mock.fault.FaultParts.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one exchange, or is merely unusual. Immutable; {@link #and} joins two.
 *
 * <p>The request is <em>taken</em> when the mock has acted on it (the job is created, the request counted). Faults
 * that answer in the service's place do not take it, except with {@link #afterTaking()}; faults that change the
 * true answer do.
 *
 * <pre>{@code
 * mock.faults().on(MockOperation.CREATE).next(1).inject(Fault.resetAfterTaking());
 * mock.faults().on(MockOperation.GET).always().inject(Fault.delay(Duration.ofSeconds(2)).and(Fault.gzip()));
 * mock.faults().on(MockOperation.GET).next(2).inject(Fault.interim(102, 103));
 * mock.faults().onPath("/exports/*").nth(2).inject(Fault.cutBody(1000));
 * mock.faults().on(MockOperation.LIST).next(3).inject(Fault.status(429).body("{\"seconds_to_wait\":\"3\"}"));
 * }</pre>
 */
public final class Fault {

    private final FaultParts parts;

    private Fault(FaultParts parts) {
        this.parts = parts;
    }

    /** Delays the request, in real time, before it is handled. */
    public static Fault delay(Duration delay) {
        return of(p -> p.delay(delay));
    }

    /** Answers with a status and an empty body; not taken. */
    public static Fault status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, was " + status);
        }
        return of(p -> p.canned(new CannedAnswer(status, Map.of(), new byte[0])).taken(false));
    }

    /** Answers 502 with a proxy's HTML page; not taken. */
    public static Fault badGateway() {
        return status(502).html("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
    }

    /** Answers with a redirect to a path or an absolute address; not taken. */
    public static Fault redirect(int status, String location) {
        return status(status).header("Location", location);
    }

    /** Answers with a redirect to the same path and query at the other origin; not taken. */
    public static Fault redirectToOtherOrigin(int status) {
        return status(status).with(Draft::otherOrigin);
    }

    /** Resets the connection before the request is taken: nothing was done. */
    public static Fault resetBeforeTaking() {
        return of(p -> p.ending(Ending.RESET).taken(false));
    }

    /** Resets the connection after the request was taken: a job was created, say, and nobody hears of it. */
    public static Fault resetAfterTaking() {
        return of(p -> p.ending(Ending.RESET));
    }

    /** Closes the connection in an orderly way before the request is taken. */
    public static Fault closeBeforeTaking() {
        return of(p -> p.ending(Ending.CLOSE).taken(false));
    }

    /** Closes the connection in an orderly way after the request was taken, without an answer. */
    public static Fault closeAfterTaking() {
        return of(p -> p.ending(Ending.CLOSE));
    }

    /** Takes the request and never answers. */
    public static Fault neverAnswer() {
        return of(p -> p.ending(Ending.SILENCE));
    }

    /**
     * Announces the whole body, sends only its first bytes and closes the connection. A body that is no longer than
     * that goes out whole.
     */
    public static Fault cutBody(int bytes) {
        return of(p -> p.cut(notNegative(bytes)));
    }

    /** Replaces the body by bytes that are no JSON. */
    public static Fault garbage() {
        return of(p -> p.body(Body.GARBAGE));
    }

    /** Sends the status without the body. */
    public static Fault emptyBody() {
        return of(p -> p.body(Body.EMPTY));
    }

    /** Takes the request and answers 204. */
    public static Fault noContent() {
        return status(204).afterTaking();
    }

    /** Takes the request and answers 200 with {@code {"success":true}} in place of a job. */
    public static Fault successOnly() {
        return status(200).body("{\"success\":true}").afterTaking();
    }

    /** Answers 200 with a log-in page, in place of a file or of JSON; not taken. */
    public static Fault loginPage() {
        return status(200)
                .html("<!DOCTYPE html><html><head><title>Log in</title></head><body><form method=\"post\" "
                        + "action=\"/login\"><input name=\"email\"></form></body></html>");
    }

    /** Answers as something between client and service would, such as a proxy or a firewall; not taken. */
    public static Fault answer(int status, String contentType, String body) {
        return status(status).body(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends interim answers, in this order, before the answer.
     *
     * @param statuses 100 to 199 each, but not 101: 100, 102 and 103 are known, and 104 is one that nobody knows
     */
    public static Fault interim(int... statuses) {
        for (int status : statuses) {
            if (status < 100 || status > 199 || status == 101) {
                throw new IllegalArgumentException("an interim status must be 100 to 199 and not 101, was " + status);
            }
        }
        return of(p -> p.interim(Arrays.stream(statuses).boxed().toList()));
    }

    /** Closes the connection after the answer, without saying so in the answer. */
    public static Fault closeAfterAnswer() {
        return of(Draft::closesAfterAnswer);
    }

    /** Lists the first page, whichever is asked for. */
    public static Fault ignorePage() {
        return of(Draft::ignoresPage);
    }

    /** Lists the last page for every page after it. */
    public static Fault repeatLastPage() {
        return of(Draft::repeatsLastPage);
    }

    /** Lists no more jobs a page than this, however many are asked for. */
    public static Fault pageSizeAtMost(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("a page has at least 1 job, not " + jobs);
        }
        return of(p -> p.mostPerPage(jobs));
    }

    /** Strips each job to its guid and status. */
    public static Fault tiny() {
        return of(p -> p.body(Body.TINY));
    }

    /** Pads a JSON object with an unknown field of this size, and any other body with as many spaces. */
    public static Fault padded(int bytes) {
        return of(p -> p.body(Body.PADDED).padding(notNegative(bytes)));
    }

    /** Sends the body compressed, whether or not the client asked for it. */
    public static Fault gzip() {
        return of(Draft::gzip);
    }

    /** Sends the body in chunks, without a length. */
    public static Fault chunked() {
        return of(Draft::chunked);
    }

    /** Sends the body a few bytes at a time, with a pause (real time) in between. */
    public static Fault slowDrip(int bytes, Duration every) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
        }
        return of(p -> p.drip(bytes, every));
    }

    /** With one more header in the answer, replacing one of the same name. */
    public Fault header(String name, String value) {
        return with(p -> p.headers(Map.of(name, value)));
    }

    /** With this JSON text as the body; only after {@link #status}. */
    public Fault body(String json) {
        return body("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** With this HTML text as the body; only after {@link #status}. */
    public Fault html(String html) {
        return body("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** With this body; only after {@link #status}. */
    public Fault body(String contentType, byte[] body) {
        CannedAnswer canned = parts.canned();
        if (canned == null) {
            throw new IllegalStateException("only a fault made by status(…) has a body of its own");
        }
        Map<String, String> headers = Map.of("Content-Type", contentType);
        return with(p -> p.canned(new CannedAnswer(canned.status(), headers, body.clone())));
    }

    /** Takes the request first: a job is created, say, and this is the answer. */
    public Fault afterTaking() {
        return with(p -> p.taken(true));
    }

    /** Does not take the request: nothing is done. Only for faults that need no true answer. */
    public Fault beforeTaking() {
        if (parts.canned() == null && parts.ending() == Ending.ANSWER) {
            throw new IllegalStateException("this fault changes the true answer, so the request must be taken");
        }
        return with(p -> p.taken(false));
    }

    /** Joins this fault and another, which wins where they disagree. */
    public Fault and(Fault other) {
        return new Fault(parts.merge(other.parts));
    }

    /** What this fault is made of, for the server that carries it out. */
    public FaultParts parts() {
        return parts;
    }

    private static Fault of(UnaryOperator<Draft> parts) {
        return new Fault(FaultParts.NONE.with(parts));
    }

    private Fault with(UnaryOperator<Draft> change) {
        return new Fault(parts.with(change));
    }

    private static int notNegative(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
        }
        return bytes;
    }
}
