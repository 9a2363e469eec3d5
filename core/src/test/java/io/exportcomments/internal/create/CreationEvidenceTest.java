package io.exportcomments.internal.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.error.AuthenticationException;
import io.exportcomments.error.ConnectionException;
import io.exportcomments.error.ErrorContext;
import io.exportcomments.error.ExportCommentsException;
import io.exportcomments.error.InvalidRequestException;
import io.exportcomments.error.NotFoundException;
import io.exportcomments.error.PermissionException;
import io.exportcomments.error.Sent;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreationEvidenceTest {
    static RuntimeException failure(int status, String kind, @Nullable String code) {
        ErrorContext context = ErrorContext.of(Operation.CREATE, null).answered(status, code, null);
        return switch (kind) {
            case "unreadable" -> new UnreadableAnswerException(context, "<html>", null);
            case "cut" -> new ConnectionException(context, Sent.MAYBE, false, "the answer broke off", null);
            default -> new InvalidRequestException(context, null);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "200, unreadable, , ACCEPTED",
        "201, unreadable, , ACCEPTED",
        "201, cut, , ACCEPTED",
        "303, refused, , ACCEPTED",
        "301, refused, , UNKNOWN",
        "302, refused, , UNKNOWN",
        "408, refused, , UNKNOWN",
        "409, refused, , UNKNOWN",
        "499, refused, , UNKNOWN",
        "409, refused, MODEL_LIMIT, REFUSED",
        "307, refused, , REFUSED",
        "400, refused, INVALID_URL, REFUSED",
        "422, refused, , REFUSED"
    })
    void anAnswerTells(int status, String kind, @Nullable String code, CreationEvidence expected) {
        assertThat(CreationEvidence.of(failure(status, kind, code))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 405, 406, 407, 410, 413, 418, 421, 423, 451})
    void aRefusalThatIsNotTheServicesOwnIsLookedInto(int status) {
        ErrorContext page = ErrorContext.of(Operation.CREATE, null)
                .answered(status, null, null)
                .byIntermediary();
        List<ExportCommentsException> refusals = List.of(
                new InvalidRequestException(page, null),
                new AuthenticationException(page, null),
                new PermissionException(page, null),
                new NotFoundException(page, null));
        assertThat(refusals)
                .noneMatch(ExportCommentsException::provesNothingTaken)
                .allMatch(refusal -> CreationEvidence.of(refusal) == CreationEvidence.REFUSED_BETWEEN);
    }

    @Test
    void aFailureOfAnotherKindTellsNothing() {
        assertThat(CreationEvidence.of(new IllegalStateException())).isEqualTo(CreationEvidence.UNKNOWN);
    }
}
