package io.exportcomments.integration;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that is told its port. */
public final class FreePort {
    private FreePort() {}

    /** One that nobody listens at now. */
    public static int find() throws IOException {
        // Not of the range that systems give to connections, of which one might take it meanwhile.
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
            }
        }
    }
}
