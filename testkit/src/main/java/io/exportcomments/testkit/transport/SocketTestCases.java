package io.exportcomments.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.port.SocketTransport;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** What tests of WebSockets share: one that notes what it hears. */
abstract class SocketTestCases extends TransportCases {
    static final String UNICODE = "schön \u20AC \uD83D\uDE00";

    final HeardSocket heard = new HeardSocket();

    SocketTestCases(Supplier<TransportProvider> provider) {
        super(provider);
    }

    SocketTransport.Socket socket(Transport transport) {
        return transport.sockets().open(address(), Map.of("X-Extra", "yes"), heard);
    }

    SocketTransport.Socket socket() {
        return socket(open());
    }

    URI address() {
        return URI.create("ws" + server.url().toString().substring(4) + "/connection/websocket?a=b");
    }

    <E extends Throwable> E failed(Class<E> type) {
        Object error = heard.next();
        assertThat(error).isInstanceOf(type);
        assertNoSecretIn((Throwable) error);
        return type.cast(error);
    }
}
