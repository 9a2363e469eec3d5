package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The service's answer can't be read: not JSON, cut short, or not what the API documents. The request was probably
 * taken.
 */
public final class UnreadableAnswerException extends ExportCommentsException {
    private final transient String what;
    private final transient String excerpt;

    /** An error of this kind. */
    public UnreadableAnswerException(ErrorContext context, String excerpt, @Nullable Throwable cause) {
        this(context, "the answer can't be read", excerpt, cause);
    }

    /** An error of this kind that says in its own words what is wrong, such as "the file is empty". */
    public UnreadableAnswerException(ErrorContext context, String what, String excerpt, @Nullable Throwable cause) {
        super(
                context,
                finding(what, excerpt),
                "If a proxy stands between, look there; otherwise the service has changed",
                cause);
        this.what = what;
        this.excerpt = excerpt;
    }

    private static String finding(String what, String excerpt) {
        return what + (excerpt.isEmpty() ? "" : ", it begins '" + excerpt + "'");
    }

    /** What is wrong with it. */
    String finding() {
        return finding(what, excerpt);
    }

    /** The beginning of the answer, at most 200 characters, without control characters and secrets. */
    public String excerpt() {
        return excerpt;
    }

    @Override
    public UnreadableAnswerException withContext(ErrorContext newContext) {
        return new UnreadableAnswerException(newContext, what, excerpt, getCause());
    }
}
