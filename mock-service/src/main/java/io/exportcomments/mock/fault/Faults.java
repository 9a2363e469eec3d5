package io.exportcomments.mock.fault;

import io.exportcomments.mock.request.MockOperation;
import io.exportcomments.mock.request.MockRequest;
import io.exportcomments.mock.time.MockClock.Registration;
import java.util.function.Predicate;

/**
 * Faults to inject. A request that matches several rules gets all of their faults, joined in the order of injection.
 * Safe for use by many threads.
 */
public interface Faults {

    /** Begins a rule for the requests of one operation. */
    Rule on(MockOperation operation);

    /** Begins a rule for the requests to a path; {@code *} stands for any characters. */
    Rule onPath(String pattern);

    /** Begins a rule for every request. */
    Rule onAny();

    /** Removes all rules. */
    void clear();

    /** Stops listening and closes every connection, so new ones are refused; returns when done. */
    void refuseConnections();

    /** Listens again, on the same port; returns when done. */
    void acceptConnections();

    /** Closes every open connection from the server's side; returns when done. */
    void dropConnections();

    /** Which requests get a fault; each method narrows it further. */
    interface Rule {

        /** Only requests that match a condition; it runs on a network thread and must be quick. */
        Rule when(Predicate<MockRequest> condition);

        /** Only the next requests, this many of them; 1 by default. */
        Rule next(int count);

        /** Only the n-th request from now on, counted from 1. */
        Rule nth(int n);

        /** Every request. */
        Rule always();

        /** Activates the rule. */
        Injected inject(Fault fault);
    }

    /** An active rule; closing it removes it. */
    interface Injected extends Registration {

        /** How many requests got the fault so far. */
        int hits();
    }
}
