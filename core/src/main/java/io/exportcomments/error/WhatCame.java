package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/** What came in place of an answer that says what became of a request, in words. */
final class WhatCame {
    private WhatCame() {}

    /** What came, by the failure of the call, or by the one that was suppressed when its time was up. */
    static String of(@Nullable Throwable failure) {
        String said = words(failure);
        if (said == null && failure != null) {
            for (Throwable earlier : failure.getSuppressed()) {
                said = said == null ? words(earlier) : said;
            }
        }
        return said == null ? "no answer came" : said;
    }

    private static @Nullable String words(@Nullable Throwable failure) {
        if (failure instanceof UnreadableAnswerException unreadable) {
            return unreadable.finding();
        }
        if (failure instanceof ExportCommentsException known
                && known.context().httpStatus().isPresent()) {
            return "the answer was HTTP " + known.context().httpStatus().getAsInt()
                    + known.context()
                            .detail()
                            .map(detail -> " (" + detail + ")")
                            .orElse("");
        }
        return null;
    }
}
