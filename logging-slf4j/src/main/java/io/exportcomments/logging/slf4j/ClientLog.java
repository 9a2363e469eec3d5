package io.exportcomments.logging.slf4j;

import io.exportcomments.event.ClientListener;
import io.exportcomments.logging.slf4j.internal.EventLog;
import io.exportcomments.logging.slf4j.internal.LoggingInterceptor;
import io.exportcomments.port.TransportInterceptor;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Logs what a client does. Off unless it is added to a client; then the logger's level decides, and what is below it
 * costs nothing but the question.
 *
 * <pre>
 * ClientLog log = ClientLog.create();
 * ExportComments client = ExportComments.builder()
 *         .interceptor(log.calls())    // the first: outside of retries and limits
 *         .interceptor(log.attempts()) // the last: inside of them
 *         .listener(log.listener())
 *         …
 * </pre>
 *
 * <p>Three loggers: {@code io.exportcomments.calls}, {@code io.exportcomments.attempts} and {@code
 * io.exportcomments.events}.
 *
 * <table>
 * <caption>What is logged at which level</caption>
 * <tr><th>level</th><th>what</th></tr>
 * <tr><td>WARN</td><td>failovers, broken sources, pauses of the account, an open circuit breaker,
 *     refused and failed webhooks</td></tr>
 * <tr><td>INFO</td><td>calls that failed or are sent again, and when; gaps, sources that are live or down, a closed or
 * half-open breaker</td></tr>
 * <tr><td>DEBUG</td><td>all calls, attempts that failed, watches, ends of jobs, ignored messages,
 *     deliveries</td></tr>
 * <tr><td>TRACE</td><td>attempts, what begins, every update, dropped observations, limits</td></tr>
 * </table>
 *
 * <p>At no level is there a token, a cookie, a URL, an option or the text of an answer: of errors there is the
 * library's own message, which holds no secret, and of errors of other libraries the class alone. Immutable and
 * thread-safe.
 */
public final class ClientLog {
    /** What the names of the loggers begin with, unless told otherwise. */
    public static final String DEFAULT_NAME = "io.exportcomments";

    private final TransportInterceptor calls;
    private final TransportInterceptor attempts;
    private final ClientListener listener;

    private ClientLog(String name) {
        calls = LoggingInterceptor.calls(LoggerFactory.getLogger(name + ".calls"));
        attempts = LoggingInterceptor.attempts(LoggerFactory.getLogger(name + ".attempts"));
        listener = new EventLog(LoggerFactory.getLogger(name + ".events"));
    }

    /** A log whose loggers' names begin with {@value #DEFAULT_NAME}. */
    public static ClientLog create() {
        return create(DEFAULT_NAME);
    }

    /** A log whose loggers' names begin with this, to tell clients apart. */
    public static ClientLog create(String name) {
        return new ClientLog(Objects.requireNonNull(name, "name"));
    }

    /** Logs calls as the program makes them: an outer interceptor. */
    public TransportInterceptor calls() {
        return calls;
    }

    /** Logs each attempt: an inner interceptor. */
    public TransportInterceptor attempts() {
        return attempts;
    }

    /** Logs events: for the client's builder, and for those of policies and webhooks. */
    public ClientListener listener() {
        return listener;
    }
}
