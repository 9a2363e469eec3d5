package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.journal.JournalEntry;
import io.exportcomments.mock.journal.JournalEntry.State;
import io.exportcomments.mock.request.MockRequest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that has come to a {@link SocketlessService}, and was not looked at yet. For one thread. */
public final class Arrival {

    private final SocketlessService service;
    private final ApiRequest call;
    private final long number;

    Arrival(SocketlessService service, ApiRequest call, long number) {
        this.service = service;
        this.call = call;
        this.number = number;
    }

    /** What is asked. */
    public MockRequest request() {
        return call.request();
    }

    /** How long it lies before it is looked at. */
    public Duration delay() {
        return call.fault().delay();
    }

    /** The service takes the request, unless a fault has it otherwise, and answers. */
    public WireOutcome outcome() {
        WireOutcome outcome = service.answer(call);
        State state = outcome.status() == 0 ? State.BROKEN_BY_FAULT : State.ANSWERED;
        close(outcome.status(), outcome.body().length, state, outcome.job());
        return outcome;
    }

    /** The client has gone before the request was looked at. */
    public void abort() {
        close(0, 0, State.ABORTED_BY_CLIENT, null);
    }

    private void close(int status, long sent, State state, @Nullable UUID job) {
        JournalEntry unused =
                service.log().update(number, entry -> JournalLog.answered(entry, status, sent, state, job));
    }
}
