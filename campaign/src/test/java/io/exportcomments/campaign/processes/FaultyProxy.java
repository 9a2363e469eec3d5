package io.exportcomments.campaign.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way between two programs on which bytes are late, few, or lost. Safe for use by many threads. */
final class FaultyProxy implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final int port;
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FINE;
    private volatile int upstream;
    private volatile boolean closed;
    private ServerSocket listening;

    /** What befalls new connections. */
    enum Door {
        OPEN,
        /** They are closed at once. */
        SLAMMED,
        /** They are taken, and nothing comes of them. */
        SILENT
    }

    /**
     * What is wrong.
     *
     * @param delayMillis how late each piece is
     * @param bytesPerSecond how much goes through, 0 for as much as comes
     * @param slice of how many bytes pieces are at most, 0 for as many as come
     * @param cutAfter after how many bytes of answers a connection breaks, 0 for never
     * @param status what requests are answered with in place of the service, 0 for nothing
     * @param taken whether the service got the request nevertheless
     */
    record Weather(Door door, int delayMillis, int bytesPerSecond, int slice, int cutAfter, int status, boolean taken) {
        static final Weather FINE = new Weather(Door.OPEN, 0, 0, 0, 0, 0, false);
    }

    FaultyProxy() throws IOException {
        listening = listen(0);
        port = listening.getLocalPort();
        accepting(listening);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    int port() {
        return port;
    }

    /** Where bytes go from now on; 0 for nowhere. */
    void upstream(int newPort) {
        upstream = newPort;
    }

    void weather(Weather now) {
        weather = now;
    }

    Weather weather() {
        return weather;
    }

    private void accepting(ServerSocket socket) {
        Thread thread = new Thread(() -> accept(socket), "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                taken(socket.accept());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void taken(Socket client) {
        if (weather.door() == Door.SLAMMED || upstream == 0) {
            ProxyLink.reset(client);
            return;
        }
        ProxyLink link = new ProxyLink(this, client, weather.door() == Door.SILENT ? 0 : upstream);
        links.add(link);
        link.start();
    }

    void gone(ProxyLink link) {
        links.remove(link);
    }

    /** Breaks all connections, by a reset or by an end of the stream. */
    void cut(boolean reset) {
        List.copyOf(links).forEach(link -> link.cut(reset));
    }

    /** Nothing more goes through the connections that there are; those who hold them are not told. */
    void freeze() {
        links.forEach(ProxyLink::freeze);
    }

    /** Frozen connections go on, or break. */
    void thaw(boolean goOn) {
        List.copyOf(links).forEach(link -> link.thaw(goOn));
    }

    /** Nobody listens, so that connections are refused. */
    synchronized void shut() throws IOException {
        listening.close();
    }

    synchronized void reopen() throws IOException {
        if (listening.isClosed() && !closed) {
            listening = listen(port);
            accepting(listening);
        }
    }

    int open() {
        return links.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut(true);
    }
}
