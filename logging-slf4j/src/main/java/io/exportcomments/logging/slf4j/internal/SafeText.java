package io.exportcomments.logging.slf4j.internal;

import io.exportcomments.adapter.LogText;
import io.exportcomments.error.ExportCommentsException;

/** What may be said of a failure. */
final class SafeText {
    private SafeText() {}

    /**
     * The library's own messages hold no secret. What another library says may hold a URL or a header: of that there is
     * the class alone. No line breaks, so that nobody from outside writes lines of their own into a log.
     */
    static String said(Throwable error) {
        String kind = error.getClass().getSimpleName();
        String message = error instanceof ExportCommentsException ? error.getMessage() : null;
        return message == null ? kind : kind + ": " + LogText.oneLine(message);
    }
}
