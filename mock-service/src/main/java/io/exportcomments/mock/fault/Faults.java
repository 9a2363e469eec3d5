package io.exportcomments.mock.fault;

import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.time.MockClock.Registration;
import java.util.function.Predicate;

/**
 * Where faults are ordered. A request that several rules meet gets them all, joined in the order in which they were
 * injected. Safe for use by many threads.
 */
public interface Faults {

    /** Begins a rule for the requests of one operation. */
    Rule on(MockOperation operation);

    /** Begins a rule for the requests to a path; {@code *} stands for any characters. */
    Rule onPath(String pattern);

    /** Begins a rule for every request. */
    Rule onAny();

    /** Takes all rules back. */
    void clear();

    /** Stops listening and closes every connection: from now on connections are refused. Returns when it is so. */
    void refuseConnections();

    /** Listens again, on the same port. Returns when it is so. */
    void acceptConnections();

    /** Closes every open connection at once, from the server's side. Returns when it is so. */
    void dropConnections();

    /** Which requests get a fault; each method narrows it further. */
    interface Rule {

        /** Only requests that fulfil a condition; it runs on a network thread and must be quick. */
        Rule when(Predicate<MockRequest> condition);

        /** Only the first so many requests that come from now on. What a rule has unless told otherwise is 1. */
        Rule next(int count);

        /** Only the one request that comes as the n-th from now on, from 1. */
        Rule nth(int n);

        /** Every request. */
        Rule always();

        /** Puts the rule into force. */
        Injected inject(Fault fault);
    }

    /** A rule in force; closing it takes it back. */
    interface Injected extends Registration {

        /** How many requests got the fault so far. */
        int hits();
    }
}
