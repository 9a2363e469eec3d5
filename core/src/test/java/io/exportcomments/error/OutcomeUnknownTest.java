package io.exportcomments.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.job.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An error about a creation of which nobody knows whether it was taken says what came in place of an answer. */
class OutcomeUnknownTest {
    private static final ErrorContext CONTEXT = ErrorContext.of(Operation.CREATE, null);

    private static String create(@Nullable Throwable cause) {
        return new CreateOutcomeUnknownException(CONTEXT, List.of(), cause).getMessage();
    }

    private static String batch(@Nullable Throwable cause) {
        return new BatchOutcomeUnknownException(CONTEXT, Map.of(), List.of(), List.of(), List.of(), cause).getMessage();
    }

    @Test
    void nothingCame() {
        assertThat(create(null)).contains("the request was sent, no answer came, and whether");
        assertThat(batch(new ConnectionException(CONTEXT, Sent.MAYBE, false, "the connection broke", null)))
                .contains("the request was sent, and no answer came; of its URLs");
    }

    @Test
    void anAnswerCameThatCanNotBeRead() {
        UnreadableAnswerException odd = new UnreadableAnswerException(CONTEXT, "{\"error\":\"later\"}", null);

        assertThat(create(odd)).contains("the answer can't be read, it begins '{\"error\":\"later\"}', and whether");
        assertThat(batch(odd)).contains("the answer can't be read, it begins '{\"error\":\"later\"}'; of its URLs");
    }

    @Test
    void anErrorCame() {
        ServiceException gateway = new ServiceException(CONTEXT.answered(502, null, "bad gateway"), (Throwable) null);

        assertThat(create(gateway))
                .contains("the request was sent, the answer was HTTP 502 (bad gateway), and whether");
    }

    @Test
    void whatCameBeforeTimeWasUpIsSaid() {
        DeadlineExceededException late = new DeadlineExceededException(CONTEXT, Duration.ofSeconds(30), null);
        late.addSuppressed(new UnreadableAnswerException(CONTEXT, "<html>", null));

        assertThat(create(late)).contains("the answer can't be read, it begins '<html>'");
    }
}
