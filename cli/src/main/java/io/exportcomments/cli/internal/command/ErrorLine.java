package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.FailureCause;
import io.exportcomments.cli.internal.exit.Outcome;
import io.exportcomments.cli.internal.terminal.JsonLine;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The one line that says what went wrong: words for people, JSON for scripts. */
final class ErrorLine {
    private ErrorLine() {}

    /** Whether these arguments are a script's. */
    private static boolean isForScripts(List<String> arguments) {
        return arguments.contains("--json");
    }

    /** Prints an error; with {@code --verbose}, also what caused it. */
    static void print(Terminal terminal, List<String> arguments, Outcome outcome, Throwable error) {
        if (isForScripts(arguments)) {
            terminal.remark(json(outcome, error));
            return;
        }
        terminal.error(outcome.line());
        if (arguments.contains("--verbose")) {
            FailureCause.chain(error).forEach(cause -> terminal.remark("  caused by " + cause));
        }
    }

    private static String json(Outcome outcome, Throwable error) {
        ErrorContext context = context(error);
        ErrorContext answer = answered(error);
        return JsonLine.of("error")
                .put("exit_code", outcome.code().number())
                .put("message", outcome.line())
                .put("guid", context.guid())
                .put(
                        "http_status",
                        answer.httpStatus().stream().mapToLong(status -> status).findFirst())
                .put("error_code", answer.errorCode())
                .put("attempts", context.attempts())
                .put("seconds_to_wait", seconds(wait(context, error)))
                .putList("causes", FailureCause.chain(error))
                .toString();
    }

    private static ErrorContext context(Throwable error) {
        return error instanceof ExportCommentsException known ? known.context() : ErrorContext.NONE;
    }

    /** That of the nearest error that an answer caused: one without an outcome has it below. */
    private static ErrorContext answered(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (context(cause).httpStatus().isPresent()) {
                return context(cause);
            }
        }
        return context(error);
    }

    private static Optional<Duration> wait(ErrorContext context, Throwable error) {
        if (context.refusedWait().isPresent()) {
            return context.refusedWait();
        }
        return error instanceof ExportCommentsException known ? known.retryAfter() : Optional.empty();
    }

    /** Rounded up: less is too early. */
    private static OptionalLong seconds(Optional<Duration> wait) {
        return wait.stream()
                .mapToLong(time -> time.plusSeconds(1).minusNanos(1).toSeconds())
                .findFirst();
    }
}
