package io.exportcomments.error;

import io.exportcomments.job.JobGuid;
import io.exportcomments.job.Operation;
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
 */
public record ErrorContext(
        Optional<Operation> operation,
        Optional<JobGuid> guid,
        OptionalInt httpStatus,
        Optional<String> errorCode,
        Optional<String> detail,
        int attempts) {

    /** An error of no operation and no job. */
    public static final ErrorContext NONE = new ErrorContext(
            Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), 1);

    /** Checks that nothing is null, and that there was an attempt. */
    public ErrorContext {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(guid, "guid");
        Objects.requireNonNull(httpStatus, "httpStatus");
        Objects.requireNonNull(errorCode, "errorCode");
        Objects.requireNonNull(detail, "detail");
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

    /** The same with what the service answered. */
    public ErrorContext answered(int status, @Nullable String code, @Nullable String said) {
        return new ErrorContext(
                operation,
                guid,
                OptionalInt.of(status),
                Optional.ofNullable(code),
                Optional.ofNullable(said),
                attempts);
    }

    /** The same with the number of attempts. */
    public ErrorContext attempts(int count) {
        return new ErrorContext(operation, guid, httpStatus, errorCode, detail, count);
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
        };
    }

    /** The end of a message: what the service answered. */
    String suffix() {
        if (httpStatus.isEmpty()) {
            return "";
        }
        return " (HTTP " + httpStatus.getAsInt() + errorCode.map(c -> " " + c).orElse("")
                + detail.map(d -> ": " + d).orElse("") + ")";
    }
}
