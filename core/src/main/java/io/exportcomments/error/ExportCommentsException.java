package io.exportcomments.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors that the library throws for what it met; mistakes in a call's arguments are
 * {@link IllegalArgumentException}s, thrown before anything is sent.
 *
 * <p>One subclass for each thing that a caller does differently. A message says what happened, to which job, and what
 * to do; none holds the token, a cookie or the query of a URL. Immutable, and so safe between threads.
 */
public abstract sealed class ExportCommentsException extends RuntimeException
        permits AuthenticationException,
                PermissionException,
                InvalidRequestException,
                NotFoundException,
                LifecycleConflictException,
                RateLimitException,
                ServiceException,
                ConnectionException,
                UnreadableAnswerException,
                CreateOutcomeUnknownException,
                BatchOutcomeUnknownException,
                EmptyResultException,
                JobFailedException,
                JobStoppedException,
                DeadlineExceededException,
                UpdatesUnavailableException,
                LocalFileException,
                CallCancelledException,
                ClientClosedException {
    private final transient ErrorContext context;

    ExportCommentsException(ErrorContext context, String what, String todo, @Nullable Throwable cause) {
        super(context.prefix() + sentence(what + context.suffix()) + " " + todo, cause);
        this.context = Objects.requireNonNull(context, "context");
    }

    /** What the service said may end as one. */
    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** What the error is about. */
    public ErrorContext context() {
        return context;
    }

    /**
     * Whether the trouble lies with the service, the network or a limit, and passes by itself: the same request may
     * succeed later. Whether it may be sent again is another question; see {@link #provesNothingTaken()}.
     */
    public boolean isTransient() {
        return false;
    }

    /**
     * Whether asking for the same again can't succeed, however long one waits. Some errors are neither transient nor
     * permanent: what becomes of them depends on the caller, or is not known, as with a refusal that did not come from
     * the service itself.
     */
    public boolean isPermanent() {
        return false;
    }

    /**
     * Whether the request certainly had no effect at the service, so that repeating it does nothing twice. False where
     * that is not known.
     */
    public boolean provesNothingTaken() {
        return false;
    }

    /**
     * How long the service says to wait before the next request, more than zero; empty where it does not say. No time
     * at all, as a wait of less than a second is cut to, is no saying: whoever went by it would ask without a pause.
     */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The same error, for the given number of attempts: the last one's answer is kept. */
    public abstract ExportCommentsException withContext(ErrorContext newContext);
}
