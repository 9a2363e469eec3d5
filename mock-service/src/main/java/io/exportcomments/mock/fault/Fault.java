package io.exportcomments.mock.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong, or merely unusually, with one exchange. Immutable; faults are joined with {@link #and}.
 *
 * <p>The request is <em>taken</em> when the mock has acted on it (the job is created, the request counted). Faults
 * that answer in the service's place do not take it, unless told so by {@link #afterTaking()}; faults that change the
 * true answer do.
 *
 * <pre>{@code
 * mock.faults().on(Operation.CREATE).next(1).inject(Fault.resetAfterTaking());
 * mock.faults().on(Operation.GET).always().inject(Fault.delay(Duration.ofSeconds(2)).and(Fault.gzip()));
 * mock.faults().onPath("/exports/*").nth(2).inject(Fault.cutBody(1000));
 * mock.faults().on(Operation.LIST).next(3).inject(Fault.status(429).body("{\"seconds_to_wait\":\"3\"}"));
 * }</pre>
 */
public final class Fault {

    /** How the exchange ends. */
    public enum Ending {
        /** With an answer. */
        ANSWER,
        /** The connection is reset (RST) in place of an answer. */
        RESET,
        /** The connection is closed (FIN) in place of an answer. */
        CLOSE,
        /** Never: the connection stays open and silent. */
        SILENCE
    }

    /** What becomes of the true answer's body. */
    public enum Body {
        /** Nothing. */
        KEPT,
        /** Nothing is left, the status stays. */
        EMPTY,
        /** Bytes that are no JSON. */
        GARBAGE,
        /** Of each job, guid and status alone. */
        TINY,
        /** A job, or the answer, is followed by an unknown field, or else by spaces, of some length. */
        PADDED
    }

    private final Parts parts;

    private Fault(Parts parts) {
        this.parts = parts;
    }

    /** Waits, in real time, before the request is looked at. */
    public static Fault delay(Duration delay) {
        return new Fault(Parts.NONE.withDelay(delay));
    }

    /** Answers with a status and an empty body; not taken. */
    public static Fault status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, was " + status);
        }
        return new Fault(
                Parts.NONE.withCanned(new Canned(status, Map.of(), new byte[0])).withTaken(false));
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
        Fault fault = status(status);
        return new Fault(fault.parts.withOtherOrigin());
    }

    /** Resets the connection before the request is taken: nothing was done. */
    public static Fault resetBeforeTaking() {
        return new Fault(Parts.NONE.withEnding(Ending.RESET).withTaken(false));
    }

    /** Resets the connection after the request was taken: a job was created, say, and nobody hears of it. */
    public static Fault resetAfterTaking() {
        return new Fault(Parts.NONE.withEnding(Ending.RESET));
    }

    /** Closes the connection in an orderly way before the request is taken. */
    public static Fault closeBeforeTaking() {
        return new Fault(Parts.NONE.withEnding(Ending.CLOSE).withTaken(false));
    }

    /** Closes the connection in an orderly way after the request was taken, without an answer. */
    public static Fault closeAfterTaking() {
        return new Fault(Parts.NONE.withEnding(Ending.CLOSE));
    }

    /** Takes the request and never answers. */
    public static Fault neverAnswer() {
        return new Fault(Parts.NONE.withEnding(Ending.SILENCE));
    }

    /** Announces the whole body, sends so many bytes of it, and closes the connection; a body no longer than that goes out whole. */
    public static Fault cutBody(int bytes) {
        return new Fault(Parts.NONE.withCut(notNegative(bytes)));
    }

    /** Replaces the body by bytes that are no JSON. */
    public static Fault garbage() {
        return new Fault(Parts.NONE.withBody(Body.GARBAGE));
    }

    /** Takes the body away and keeps the status. */
    public static Fault emptyBody() {
        return new Fault(Parts.NONE.withBody(Body.EMPTY));
    }

    /** Takes the request and answers 204. */
    public static Fault noContent() {
        return status(204).afterTaking();
    }

    /** Leaves of each job nothing but guid and status. */
    public static Fault tiny() {
        return new Fault(Parts.NONE.withBody(Body.TINY));
    }

    /** Adds an unknown field of so many bytes to a JSON object, or so many spaces to any other body. */
    public static Fault padded(int bytes) {
        return new Fault(Parts.NONE.withBody(Body.PADDED).withPadding(notNegative(bytes)));
    }

    /** Sends the body compressed, whether or not the client asked for it. */
    public static Fault gzip() {
        return new Fault(Parts.NONE.withGzip());
    }

    /** Sends the body in chunks, without a length. */
    public static Fault chunked() {
        return new Fault(Parts.NONE.withChunked());
    }

    /** Sends the body so many bytes at a time, with so much real time between. */
    public static Fault slowDrip(int bytes, Duration every) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
        }
        return new Fault(Parts.NONE.withDrip(bytes, every));
    }

    /** With one more header in the answer, in place of one with the same name. */
    public Fault header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parts.headers);
        more.put(name, value);
        return new Fault(parts.withHeaders(more));
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
        Canned canned = parts.canned;
        if (canned == null) {
            throw new IllegalStateException("only a fault made by status(…) has a body of its own");
        }
        Map<String, String> headers = Map.of("Content-Type", contentType);
        return new Fault(parts.withCanned(new Canned(canned.status, headers, body.clone())));
    }

    /** But only after the request was taken: a job was created and the answer is this. */
    public Fault afterTaking() {
        return new Fault(parts.withTaken(true));
    }

    /** But before the request is taken: nothing was done. Only for faults that need no true answer. */
    public Fault beforeTaking() {
        if (parts.canned == null && parts.ending == Ending.ANSWER) {
            throw new IllegalStateException("this fault changes the true answer, so the request must be taken");
        }
        return new Fault(parts.withTaken(false));
    }

    /** Both this and another; where they disagree, the other. */
    public Fault and(Fault other) {
        return new Fault(parts.merge(other.parts));
    }

    /** The parts that this fault is made of, for the one who commits it. */
    public Parts parts() {
        return parts;
    }

    private static int notNegative(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
        }
        return bytes;
    }

    /**
     * An answer in place of the true one.
     *
     * @param status the status
     * @param headers headers
     * @param body the body
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Canned(int status, Map<String, String> headers, byte[] body) {}

    /**
     * What a fault is made of.
     *
     * @param delay real time before the request is looked at
     * @param taken whether the request is taken
     * @param canned an answer in place of the true one
     * @param otherOrigin whether the answer redirects to the other origin
     * @param headers headers to add
     * @param body what becomes of the body
     * @param padding bytes of padding
     * @param gzip whether the body is compressed
     * @param chunked whether the body is sent in chunks
     * @param cut after how many bytes the connection is closed, or -1
     * @param dripBytes how many bytes are sent at a time, or 0 for all
     * @param dripEvery real time between them
     * @param ending how the exchange ends
     */
    public record Parts(
            Duration delay,
            boolean taken,
            @Nullable Canned canned,
            boolean otherOrigin,
            Map<String, String> headers,
            Body body,
            int padding,
            boolean gzip,
            boolean chunked,
            int cut,
            int dripBytes,
            Duration dripEvery,
            Ending ending) {

        /** No fault at all. */
        public static final Parts NONE = new Parts(
                Duration.ZERO,
                true,
                null,
                false,
                Map.of(),
                Body.KEPT,
                0,
                false,
                false,
                -1,
                0,
                Duration.ZERO,
                Ending.ANSWER);

        private Parts withDelay(Duration value) {
            return new Parts(
                    value,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withTaken(boolean value) {
            return new Parts(
                    delay,
                    value,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withCanned(Canned value) {
            return new Parts(
                    delay,
                    taken,
                    value,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withOtherOrigin() {
            return new Parts(
                    delay, taken, canned, true, headers, body, padding, gzip, chunked, cut, dripBytes, dripEvery,
                    ending);
        }

        private Parts withHeaders(Map<String, String> value) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    value,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withBody(Body value) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    value,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withPadding(int value) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    value,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withGzip() {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    true,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withChunked() {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    true,
                    cut,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withCut(int value) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    value,
                    dripBytes,
                    dripEvery,
                    ending);
        }

        private Parts withDrip(int bytes, Duration every) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    bytes,
                    every,
                    ending);
        }

        private Parts withEnding(Ending value) {
            return new Parts(
                    delay,
                    taken,
                    canned,
                    otherOrigin,
                    headers,
                    body,
                    padding,
                    gzip,
                    chunked,
                    cut,
                    dripBytes,
                    dripEvery,
                    value);
        }

        /** These parts and others; where they disagree, the others. */
        public Parts merge(Parts other) {
            Map<String, String> both = new LinkedHashMap<>(headers);
            both.putAll(other.headers);
            return new Parts(
                    delay.plus(other.delay),
                    taken && other.taken,
                    other.canned == null ? canned : other.canned,
                    otherOrigin || other.otherOrigin,
                    both,
                    other.body == Body.KEPT ? body : other.body,
                    Math.max(padding, other.padding),
                    gzip || other.gzip,
                    chunked || other.chunked,
                    other.cut < 0 ? cut : other.cut,
                    other.dripBytes == 0 ? dripBytes : other.dripBytes,
                    other.dripBytes == 0 ? dripEvery : other.dripEvery,
                    other.ending == Ending.ANSWER ? ending : other.ending);
        }

        /** Whether the answer is sent as it is. */
        public boolean plain() {
            return body == Body.KEPT && !gzip && !chunked && cut < 0 && dripBytes == 0;
        }
    }
}
