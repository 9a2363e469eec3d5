package io.exportcomments.metrics.micrometer.internal;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.metrics.micrometer.names.CallContext;
import org.jspecify.annotations.Nullable;

/**
 * Error codes as tags. The service may send anything, so only what looks like a code is taken, and a bounded number of
 * them.
 */
public final class ErrorCodeTags {
    static final String OTHER = "OTHER";
    private static final int MOST = 40;

    private final BoundedTagValues names = new BoundedTagValues(MOST, OTHER);

    String of(@Nullable Throwable failure) {
        if (!(failure instanceof ExportCommentsException error)) {
            return CallContext.NO_CODE;
        }
        ErrorContext context = error.context();
        if (context.errorCode().isPresent()) {
            String code = context.errorCode().get();
            return isCode(code) ? names.bounded(code) : OTHER;
        }
        return context.httpStatus().isPresent()
                ? names.bounded("HTTP_" + context.httpStatus().getAsInt())
                : CallContext.NO_CODE;
    }

    private static boolean isCode(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }
}
