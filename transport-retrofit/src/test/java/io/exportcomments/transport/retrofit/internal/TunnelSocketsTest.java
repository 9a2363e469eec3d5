package io.exportcomments.transport.retrofit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.exportcomments.network.NetworkSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
}
