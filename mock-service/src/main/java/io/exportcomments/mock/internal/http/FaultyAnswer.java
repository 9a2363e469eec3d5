package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fault makes of an answer's status and headers. */
final class FaultyAnswer {

    private FaultyAnswer() {}

    /**
     * The answer that goes out.
     *
     * @param real what the service says, if it was asked
     * @param target path and query that were asked for
     * @param other what addresses of the other origin begin with
     */
    static Answer of(@Nullable Answer real, FaultParts fault, Instant now, String target, String other) {
        Answer answer = canned(real, fault)
                .header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        if (fault.otherOrigin()) {
            answer = answer.header("Location", URI.create(other).resolve(target).toString());
        }
        for (Map.Entry<String, String> header : fault.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static Answer canned(@Nullable Answer real, FaultParts fault) {
        FaultParts.CannedAnswer canned = fault.canned();
        if (canned == null) {
            return real == null ? Answer.json(500, Buffer.buffer()) : real;
        }
        return new Answer(
                canned.status(),
                canned.headers(),
                Buffer.buffer(canned.body()),
                null,
                real == null ? null : real.job());
    }
}
