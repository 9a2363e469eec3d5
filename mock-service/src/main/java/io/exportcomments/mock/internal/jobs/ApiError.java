package io.exportcomments.mock.internal.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The service's no to a request: a status, its code and what it says. */
public final class ApiError extends RuntimeException {

    private final int status;
    private final @Nullable String code;
    private final String detail;
    private final @Nullable Long secondsToWait;

    private ApiError(int status, @Nullable String code, String detail, @Nullable Long secondsToWait) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.secondsToWait = secondsToWait;
    }

    /** A refusal with a code, or none. */
    public static ApiError of(int status, @Nullable String code, String detail) {
        return new ApiError(status, code, detail, null);
    }

    /** 400 {@code INVALID_REQUEST}. */
    public static ApiError invalid(String detail) {
        return of(400, "INVALID_REQUEST", detail);
    }

    /** 423: the job is in the wrong state for it. */
    static ApiError wrongState(String detail) {
        return of(423, null, detail);
    }

    /** 429 until a time; the wait is at least a second, and whole seconds. */
    static ApiError limit(String code, String detail, Instant now, Instant free) {
        Duration wait = Duration.between(now, free);
        long seconds = wait.getSeconds() + (wait.getNano() > 0 ? 1 : 0);
        return new ApiError(429, code, detail, Math.max(1, seconds));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error code, when there is a documented one. */
    public @Nullable String code() {
        return code;
    }

    /** What it says. */
    public String detail() {
        return detail;
    }

    /** Whole seconds until another try makes sense. */
    public @Nullable Long secondsToWait() {
        return secondsToWait;
    }
}
