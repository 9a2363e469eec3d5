package io.exportcomments.testkit.transport;

import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.TransportProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link SocketTransport} promises, as tests: a transport's own test class extends this one, names its
 * provider, and passes all of it.
 */
public abstract class SocketTransportContract {
    /** The transport under test, with an HTTP client of its own. */
    protected abstract TransportProvider provider();

    @Nested
    @DisplayName("A handshake is asked once, and its answer read to the letter of the RFC")
    class Handshakes extends HandshakeCases {
        Handshakes() {
            super(SocketTransportContract.this::provider);
        }
    }

    @Nested
    class Messages extends SocketMessageCases {
        Messages() {
            super(SocketTransportContract.this::provider);
        }
    }

    @Nested
    class Ends extends SocketEndCases {
        Ends() {
            super(SocketTransportContract.this::provider);
        }
    }
}
