package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.exportcomments.mock.fault.FaultParts.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request on the wire.
 *
 * @param ending whether there is an answer, and what there is in its place
 * @param status of the answer, or 0
 * @param headers of the answer
 * @param body of the answer, whole
 * @param cut after how many bytes of it the connection is closed, or -1
 * @param dripping how long the body takes to come
 * @param interim statuses of interim answers that come before
 * @param closesAfterAnswer whether the connection is closed after the answer
 * @param job that the answer is about, when it is known
 * @param refused whether the service itself, and no fault, said that a limit is reached
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireOutcome(
        Ending ending,
        int status,
        Map<String, String> headers,
        byte[] body,
        int cut,
        Duration dripping,
        List<Integer> interim,
        boolean closesAfterAnswer,
        @Nullable UUID job,
        boolean refused) {

    static WireOutcome none(FaultParts fault, boolean refused) {
        return new WireOutcome(
                fault.ending(), 0, Map.of(), new byte[0], -1, Duration.ZERO, List.of(), false, null, refused);
    }

    static WireOutcome of(Answer answer, FaultParts fault, boolean refused) {
        byte[] body = answer.bytes().getBytes();
        int cut = fault.cut() < body.length ? fault.cut() : -1;
        long pieces = fault.dripBytes() == 0 ? 0 : body.length / fault.dripBytes();
        return new WireOutcome(
                Ending.ANSWER,
                answer.status(),
                answer.headers(),
                body,
                cut,
                fault.dripEvery().multipliedBy(pieces),
                fault.interim(),
                fault.closesAfterAnswer(),
                answer.job(),
                refused);
    }
}
