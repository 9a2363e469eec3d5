package io.exportcomments.transport.http.jdk;

import io.exportcomments.port.Transport;
import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.TransportSettings;
import io.exportcomments.transport.http.HttpTransport;
import io.exportcomments.transport.http.spi.HttpSession;
import io.exportcomments.transport.http.spi.HttpThreads;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A transport on {@link java.net.http.HttpClient}, without WebSockets. */
final class JdkTransport implements TransportProvider {
    /** Its own debugging quotes all that comes, be it the token; held, so that its level is kept. */
    private static final Logger DEBUGGING = Logger.getLogger("jdk.internal.httpclient.debug");

    static {
        DEBUGGING.setLevel(Level.OFF);
        // A client of Java 17 can't be closed: its connections end when they were idle for so long.
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        // One attempt: nothing is sent twice.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    @Override
    public Transport open(TransportSettings settings) {
        ExecutorService threads = HttpThreads.start();
        HttpSession session = new HttpSession(settings);
        return new HttpTransport(
                session,
                new JdkSender(threads),
                (uri, headers, listener) -> {
                    throw new UnsupportedOperationException("This transport has no WebSockets");
                },
                () -> HttpThreads.close(threads));
    }
}
