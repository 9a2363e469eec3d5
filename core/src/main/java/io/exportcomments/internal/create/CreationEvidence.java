package io.exportcomments.internal.create;

import io.exportcomments.error.ClientClosedException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.UnreadableAnswerException;

/** What an error tells about whether the service accepted a creation. */
enum CreationEvidence {
    /** The service refused it, or never got it; or nobody is left who wants to know. */
    REFUSED,
    /**
     * Something in between refused it, before the service got it as a rule; some filters look at answers, though. If
     * the job is not there, that was the refusal.
     */
    REFUSED_BETWEEN,
    /** It may or may not have been accepted. */
    UNKNOWN,
    /** It was answered as accepted, though the answer does not tell which job it became. */
    ACCEPTED;

    private static final int SEE_OTHER = 303;

    static CreationEvidence of(Throwable failure) {
        if (!(failure instanceof ExportCommentsException known)) {
            return UNKNOWN;
        }
        if (known instanceof ClientClosedException) {
            return REFUSED;
        }
        int status = known.context().httpStatus().orElse(0);
        boolean unread = known instanceof UnreadableAnswerException || known instanceof ConnectionException;
        if (status == SEE_OTHER || (status / 100 == 2 && unread)) {
            return ACCEPTED;
        }
        if (isOfSomebodyBetween(known, status)) {
            return UNKNOWN;
        }
        if (known.provesNothingTaken()) {
            return REFUSED;
        }
        return isRefusal(status) && known.context().fromIntermediary() && !known.isTransient()
                ? REFUSED_BETWEEN
                : UNKNOWN;
    }

    private static boolean isRefusal(int status) {
        return status / 100 == 4;
    }

    /**
     * Redirects that clients follow by reading, and answers of a gateway that gave up on the exchange, say nothing
     * about what the service did; an error that the service itself explains does.
     */
    private static boolean isOfSomebodyBetween(ExportCommentsException known, int status) {
        boolean explained = known.context().errorCode().isPresent();
        return switch (status) {
            case 301, 302, 408, 409, 425, 499 -> !explained;
            default -> false;
        };
    }
}
