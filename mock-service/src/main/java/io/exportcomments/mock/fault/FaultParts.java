package io.exportcomments.mock.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link Fault} is made of, for the server that carries it out. Immutable. */
public final class FaultParts {

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
        /** Of each job, only guid and status. */
        TINY,
        /** A JSON object gets an unknown field of some length, any other body as many spaces. */
        PADDED
    }

    /**
     * An answer in place of the true one.
     *
     * @param status the status
     * @param headers the headers
     * @param body the body
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record CannedAnswer(int status, Map<String, String> headers, byte[] body) {}

    /** No fault at all. */
    public static final FaultParts NONE = new Draft().build();

    private final Draft parts;

    private FaultParts(Draft parts) {
        this.parts = parts;
    }

    /** Real time before the request is looked at. */
    public Duration delay() {
        return parts.delay;
    }

    /** Whether the request is taken. */
    public boolean taken() {
        return parts.taken;
    }

    /** An answer in place of the true one. */
    public @Nullable CannedAnswer canned() {
        return parts.canned;
    }

    /** Whether the answer redirects to the other origin. */
    public boolean otherOrigin() {
        return parts.otherOrigin;
    }

    /** Headers to add. */
    public Map<String, String> headers() {
        return parts.headers;
    }

    /** What becomes of the body. */
    public Body body() {
        return parts.body;
    }

    /** Bytes of padding. */
    public int padding() {
        return parts.padding;
    }

    /** Whether the body is compressed. */
    public boolean gzip() {
        return parts.gzip;
    }

    /** Whether the body is sent in chunks. */
    public boolean chunked() {
        return parts.chunked;
    }

    /** After how many bytes of the body the connection is closed, or -1. */
    public int cut() {
        return parts.cut;
    }

    /** How many bytes are sent at a time, or 0 for all. */
    public int dripBytes() {
        return parts.dripBytes;
    }

    /** Real time between them. */
    public Duration dripEvery() {
        return parts.dripEvery;
    }

    /** Statuses of interim answers, sent before the answer. */
    public List<Integer> interim() {
        return parts.interim;
    }

    /** Whether the connection is closed after the answer, which does not say so. */
    public boolean closesAfterAnswer() {
        return parts.closesAfterAnswer;
    }

    /** Whether a list answers its first page, whichever is asked for. */
    public boolean ignoresPage() {
        return parts.ignoresPage;
    }

    /** Whether a list answers its last page for every page after it. */
    public boolean repeatsLastPage() {
        return parts.repeatsLastPage;
    }

    /** How many jobs a page of a list holds at most, or 0 for as many as asked for. */
    public int mostPerPage() {
        return parts.mostPerPage;
    }

    /** How the exchange ends. */
    public Ending ending() {
        return parts.ending;
    }

    /** Whether the answer is sent as it is. */
    public boolean plain() {
        return body() == Body.KEPT && !gzip() && !chunked() && cut() < 0 && dripBytes() == 0;
    }

    /** These parts and others; where they disagree, the others. */
    public FaultParts merge(FaultParts other) {
        return with(mine -> mine.add(other.parts));
    }

    FaultParts with(UnaryOperator<Draft> change) {
        return change.apply(new Draft().add(parts)).build();
    }

    /** Parts in the making. */
    static final class Draft {

        private Duration delay = Duration.ZERO;
        private boolean taken = true;
        private @Nullable CannedAnswer canned;
        private boolean otherOrigin;
        private Map<String, String> headers = Map.of();
        private Body body = Body.KEPT;
        private int padding;
        private boolean gzip;
        private boolean chunked;
        private int cut = -1;
        private int dripBytes;
        private Duration dripEvery = Duration.ZERO;
        private List<Integer> interim = List.of();
        private boolean closesAfterAnswer;
        private boolean ignoresPage;
        private boolean repeatsLastPage;
        private int mostPerPage;
        private Ending ending = Ending.ANSWER;

        Draft delay(Duration value) {
            delay = value;
            return this;
        }

        Draft taken(boolean value) {
            taken = value;
            return this;
        }

        Draft canned(CannedAnswer value) {
            canned = value;
            return this;
        }

        Draft otherOrigin() {
            otherOrigin = true;
            return this;
        }

        Draft body(Body value) {
            body = value;
            return this;
        }

        Draft padding(int bytes) {
            padding = bytes;
            return this;
        }

        Draft gzip() {
            gzip = true;
            return this;
        }

        Draft chunked() {
            chunked = true;
            return this;
        }

        Draft cut(int bytes) {
            cut = bytes;
            return this;
        }

        Draft drip(int bytes, Duration every) {
            dripBytes = bytes;
            dripEvery = every;
            return this;
        }

        Draft interim(List<Integer> statuses) {
            interim = statuses;
            return this;
        }

        Draft closesAfterAnswer() {
            closesAfterAnswer = true;
            return this;
        }

        Draft ignoresPage() {
            ignoresPage = true;
            return this;
        }

        Draft repeatsLastPage() {
            repeatsLastPage = true;
            return this;
        }

        Draft mostPerPage(int jobs) {
            mostPerPage = jobs;
            return this;
        }

        Draft ending(Ending value) {
            ending = value;
            return this;
        }

        FaultParts build() {
            return new FaultParts(this);
        }

        Draft headers(Map<String, String> more) {
            Map<String, String> both = new LinkedHashMap<>(headers);
            both.putAll(more);
            headers = both;
            return this;
        }

        private Draft add(Draft other) {
            delay = delay.plus(other.delay);
            taken &= other.taken;
            canned = other.canned == null ? canned : other.canned;
            otherOrigin |= other.otherOrigin;
            headers(other.headers);
            body = other.body == Body.KEPT ? body : other.body;
            padding = Math.max(padding, other.padding);
            gzip |= other.gzip;
            chunked |= other.chunked;
            cut = other.cut < 0 ? cut : other.cut;
            dripEvery = other.dripBytes == 0 ? dripEvery : other.dripEvery;
            dripBytes = other.dripBytes == 0 ? dripBytes : other.dripBytes;
            interim = Stream.concat(interim.stream(), other.interim.stream()).toList();
            closesAfterAnswer |= other.closesAfterAnswer;
            ignoresPage |= other.ignoresPage;
            repeatsLastPage |= other.repeatsLastPage;
            mostPerPage = other.mostPerPage == 0 ? mostPerPage : other.mostPerPage;
            ending = other.ending == Ending.ANSWER ? ending : other.ending;
            return this;
        }
    }
}
