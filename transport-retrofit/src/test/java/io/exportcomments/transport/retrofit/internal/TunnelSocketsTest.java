package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.error.ErrorContext;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.port.ApiToken;
import io.exportcomments.port.Timeouts;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.spi.HttpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What is written goes out at once, behind what has not been acknowledged yet too. */
class TunnelSocketsTest {
    @Test
    void aSocketSendsAtOnceWhatIsWritten() throws IOException {
        OkHttpStack stack = OkHttpStack.ofItsOwn(URI.create("https://service.invalid"), NetworkSettings.DEFAULT);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = stack.base().socketFactory().createSocket()) {
            socket.connect(server.getLocalSocketAddress(), 1_000);

            assertThat(socket.getTcpNoDelay()).isTrue();
        } finally {
            stack.close();
        }
    }

    /** OkHttp itself forgets a cancel that comes in the moment between the connection and its noting of the socket. */
    @Test
    void whatIsAbortedConnectsNoMore() throws IOException {
        HttpSession session = new HttpSession(
                new TransportSettings(TransportSettings.SERVICE, ApiToken.of("secret"), Timeouts.DEFAULT, "test"));
        Inflow inflow = new Inflow(session.progress(ErrorContext.NONE, () -> {}), true, null);
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                Socket connected = inflow.createSocket();
                Socket waiting = inflow.createSocket()) {
            connected.connect(server.getLocalSocketAddress(), 1_000);

            inflow.abort();

            assertThat(connected.isClosed()).isTrue();
            assertThatThrownBy(() -> waiting.connect(server.getLocalSocketAddress(), 1_000))
                    .isInstanceOf(SocketException.class);
            try (Socket late = inflow.createSocket()) {
                assertThatThrownBy(() -> late.connect(server.getLocalSocketAddress(), 1_000))
                        .isInstanceOf(SocketException.class);
            }
        } finally {
            session.close();
        }
    }
}
