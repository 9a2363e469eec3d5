package io.exportcomments.metrics.micrometer;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import org.jspecify.annotations.Nullable;

/** Error codes as tags. The service may send any, so only what looks like one is taken, and not without end. */
final class ErrorCodes {
    static final String NONE = "none";
    static final String OTHER = "OTHER";
    private static final int MOST = 40;

    private final BoundedNames names = new BoundedNames(MOST, OTHER);

    String of(@Nullable Throwable failure) {
        if (!(failure instanceof ExportCommentsException error)) {
            return NONE;
        }
        ErrorContext context = error.context();
        if (context.errorCode().isPresent()) {
            String code = context.errorCode().get();
            return isCode(code) ? names.bounded(code) : OTHER;
        }
        return context.httpStatus().isPresent()
                ? names.bounded("HTTP_" + context.httpStatus().getAsInt())
                : NONE;
    }

    private static boolean isCode(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }
}
