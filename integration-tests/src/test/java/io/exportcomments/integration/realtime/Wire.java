package io.exportcomments.integration.realtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The wire between a client and a server, which a test can cut, hold and silence. */
final class Wire implements Closeable {
    private final URI server;
    private final ServerSocket listener;
    private final List<Line> lines = new ArrayList<>();
    private boolean held;

    Wire(URI server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + server.getPath());
    }

    /** Resets all connections, and each new one until it is let go. */
    synchronized void hold() {
        held = true;
        lines.forEach(Line::reset);
        lines.clear();
    }

    synchronized void letGo() {
        held = false;
    }

    /** From now on nothing comes through the connections that are there, and nobody is told. */
    synchronized void silence() {
        lines.forEach(line -> line.silent = true);
    }

    @Override
    public void close() {
        hold();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                take(client);
            } catch (IOException e) {
                // Closed; or the server is down, which the client sees by the connection that it loses.
            }
        }
    }

    private void take(Socket client) throws IOException {
        try {
            Line line = new Line(client, new Socket(server.getHost(), server.getPort()));
            add(line);
            run(() -> line.carry(line.client, line.server));
            run(() -> line.carry(line.server, line.client));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private synchronized void add(Line line) {
        if (held) {
            line.reset();
        } else {
            lines.add(line);
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, from both ends. */
    private static final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Line(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void carry(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // The connection is over, on both sides.
            }
        }

        void reset() {
            try (client;
                    server) {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It was over before.
            }
        }
    }
}
