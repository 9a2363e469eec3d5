package io.exportcomments.transport.vertx;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.testkit.transport.JobTransportContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract once more, on a Vertx that is lent: no case of it may hold up an event loop for 50 ms. */
class BorrowedVertxContractTest extends JobTransportContract {
    private static CheckedVertx checked;

    @BeforeAll
    static void lend() {
        WarmUp.run();
        checked = new CheckedVertx();
    }

    @AfterAll
    static void takeBack() {
        try (CheckedVertx over = checked) {
            over.assertNeverBlocked();
        }
    }

    @Override
    protected TransportProvider provider() {
        return VertxTransport.create(checked.vertx());
    }
}
