package io.exportcomments.testkit.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server of a test that has to be told its port. */
public final class FreePort {
    private FreePort() {}

    /**
     * One that nobody listens at now, from 20,000 to 31,999: not of the range that systems give to connections, one of
     * which might take it meanwhile.
     */
    public static int find() throws IOException {
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
