package io.exportcomments.error;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What an error is about: the operation, the job, and what the service answered. Immutable; holds nothing secret.
 *
 * @param operation what was being done; empty for errors of no single operation
 * @param guid the job; empty where there is none yet, or none at all
 * @param httpStatus the HTTP status of the answer, where there was one
 * @param errorCode the service's own code, such as {@code INVALID_URL}
 * @param detail what the service said, cut to a short safe text
 * @param attempts how often it was tried, 1 or more
 * @param fromIntermediary whether the answer was not the service's own, but that of something in between, such as a
 *     proxy's page or a firewall's refusal
 * @param refusedWait how long the wait before another attempt would have been, where it did not fit before the deadline
 */
public record ErrorContext(
        Optional<Operation> operation,
        Optional<JobGuid> guid,
        OptionalInt httpStatus,
        Optional<String> errorCode,
        Optional<String> detail,
        int attempts,
        boolean fromIntermediary,
        Optional<Duration> refusedWait) {

    /** What to do where {@link #isProxyLogin} holds. */
    static final String PROXY_LOGIN_ADVICE = "Give the proxy's user and password, or check them";

    private static final int REDIRECT = 3;
    private static final int PROXY_LOGIN = 407;

    /** An error of no operation and no job. */
    public static final ErrorContext NONE = new ErrorContext(
            Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 1);

    /** With no wait that was refused. */
    public ErrorContext(
            Optional<Operation> operation,
            Optional<JobGuid> guid,
            OptionalInt httpStatus,
            Optional<String> errorCode,
            Optional<String> detail,
            int attempts) {
        this(operation, guid, httpStatus, errorCode, detail, attempts, false, Optional.empty());
    }

    /** Checks that nothing is null, and that there was an attempt. */
    public ErrorContext {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(guid, "guid");
        Objects.requireNonNull(httpStatus, "httpStatus");
        Objects.requireNonNull(errorCode, "errorCode");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(refusedWait, "refusedWait");
        if (attempts < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1: " + attempts);
        }
    }

    /** An error of an operation, on a job where there is one. */
    public static ErrorContext of(Operation operation, @Nullable JobGuid guid) {
        return new ErrorContext(
                Optional.of(operation),
                Optional.ofNullable(guid),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    /** An error of a job, outside of any single operation. */
    public static ErrorContext of(JobGuid guid) {
        return new ErrorContext(
                Optional.empty(), Optional.of(guid), OptionalInt.empty(), Optional.empty(), Optional.empty(), 1);
    }

    /** The same with what was answered; a redirect is no answer of the service's own. */
    public ErrorContext answered(int status, @Nullable String code, @Nullable String said) {
        return new ErrorContext(
                operation,
                guid,
                OptionalInt.of(status),
                Optional.ofNullable(code),
                Optional.ofNullable(said),
                attempts,
                status / 100 == REDIRECT,
                refusedWait);
    }

    /** The same of an answer that is not the service's own. */
    public ErrorContext byIntermediary() {
        return new ErrorContext(operation, guid, httpStatus, errorCode, detail, attempts, true, refusedWait);
    }

    /** The same with the number of attempts. */
    public ErrorContext attempts(int count) {
        return new ErrorContext(operation, guid, httpStatus, errorCode, detail, count, fromIntermediary, refusedWait);
    }

    /** The same with a wait that did not fit before the deadline. */
    public ErrorContext refusedWait(Duration wait) {
        return new ErrorContext(
                operation, guid, httpStatus, errorCode, detail, attempts, fromIntermediary, Optional.of(wait));
    }

    /** The same for a job. */
    public ErrorContext guid(JobGuid job) {
        return new ErrorContext(
                operation, Optional.of(job), httpStatus, errorCode, detail, attempts, fromIntermediary, refusedWait);
    }

    /** Whether the answer is a proxy's, which asks for a user and a password, or does not accept them. */
    boolean isProxyLogin() {
        return httpStatus.orElse(0) == PROXY_LOGIN;
    }

    /** The beginning of a message: what was tried, on which job. */
    String prefix() {
        String what = operation.map(op -> "Could not " + verb(op)).orElse("");
        String whom = guid.map(g -> "job " + g).orElse("");
        if (what.isEmpty()) {
            return whom.isEmpty() ? "" : "J" + whom.substring(1) + ": ";
        }
        return what.replace("{job}", whom.isEmpty() ? "the job" : whom) + tries() + ": ";
    }

    private String tries() {
        return attempts == 1 ? "" : " in " + attempts + " attempts";
    }

    private static String verb(Operation operation) {
        return switch (operation) {
            case CREATE -> "create the export job";
            case GET -> "read {job}";
            case LIST -> "list the jobs";
            case RETRY -> "retry {job}";
            case STOP -> "stop {job}";
            case PING -> "reach the service";
            case SOCKET_TOKEN -> "get a token for live updates";
            case FILE -> "fetch a file of {job}";
            case BATCH_CREATE -> "create the batch";
            case BATCH_GET -> "read the batch";
            case WEBHOOK_CREATE -> "register the webhook";
            case WEBHOOK_LIST -> "list the webhooks";
            case WEBHOOK_TOGGLE -> "turn the webhook off or on";
            case WEBHOOK_DELETE -> "delete the webhook";
        };
    }

    /** The end of a message: what the service answered, and what kept it from being tried again. */
    String suffix() {
        return answer()
                + refusedWait
                        .map(wait -> "; to wait " + wait.toMillis() / 1000.0
                                + " s before another attempt would have gone past the deadline")
                        .orElse("");
    }

    private String answer() {
        if (httpStatus.isEmpty()) {
            return "";
        }
        return " (HTTP " + httpStatus.getAsInt() + errorCode.map(c -> " " + c).orElse("")
                + detail.map(d -> ": " + d).orElse("") + ")";
    }
}
