package io.exportcomments.integration.realtime;

import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a realtime server have: the server, and transports to it. */
@Timeout(60)
abstract class RealtimeCases {
    static final Duration LONG = Duration.ofMinutes(10);

    /** The transports that the servers are seen through. */
    enum Stack {
        RETROFIT,
        VERTX;

        private TransportProvider provider() {
            return this == RETROFIT ? RetrofitTransport.create() : VertxTransport.create();
        }

        Transport open() {
            Timeouts timeouts = new Timeouts(LONG, LONG, LONG);
            return provider()
                    .open(new TransportSettings(
                            TransportSettings.SERVICE, ApiToken.of("unused"), timeouts, "interop/1"));
        }
    }

    private final List<Transport> opened = new ArrayList<>();
    protected RealtimeServer server;

    /** The server, in a folder of its own. */
    abstract RealtimeServer start(Path folder);

    @BeforeEach
    void startTheServer(@TempDir Path folder) {
        server = start(folder);
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Transport::close);
        if (server != null) {
            server.close();
        }
    }

    /** A transport that is closed after the test. */
    Transport open(Stack stack) {
        Transport transport = stack.open();
        opened.add(transport);
        return transport;
    }
}
