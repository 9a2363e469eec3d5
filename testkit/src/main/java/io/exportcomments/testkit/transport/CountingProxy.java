package io.exportcomments.testkit.transport;

import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that speaks HTTP and SOCKS 5 on one port, may want a user and a password, knows hosts that no
 * name server knows, and remembers what passed. Thread-safe.
 */
public final class CountingProxy implements AutoCloseable {
    private static final int BACKLOG = 100;
    private static final int BOUND_MILLIS = 10_000;

    private final ServerSocket listener;
    private final @Nullable ProxyLogin login;
    private final Map<String, Integer> hosts = new ConcurrentHashMap<>();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private CountingProxy(ServerSocket listener, @Nullable ProxyLogin login) {
        this.listener = listener;
        this.login = login;
    }

    /**
     * A proxy on a free port.
     *
     * @param login what it wants to be told; null if nothing
     */
    public static CountingProxy start(@Nullable ProxyLogin login) {
        try {
            CountingProxy proxy =
                    new CountingProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), login);
            proxy.run(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leads to a server of loopback whoever asks for this host, whatever the port; other hosts it does not know. */
    public CountingProxy host(String name, URI server) {
        hosts.put(name, server.getPort());
        return this;
    }

    /** From now on connections are taken, and nothing is answered on them. */
    public CountingProxy silence() {
        silent = true;
        return this;
    }

    /** Where it is, without the login. */
    public ProxyServer address(ProxyServer.Protocol protocol) {
        return ProxyServer.of(protocol, "127.0.0.1", listener.getLocalPort());
    }

    /** What it was asked for and let pass: a method or {@code SOCKS}, and whereto. */
    public List<String> passed() {
        return List.copyOf(passed);
    }

    /** What it was asked for without the right login. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** How many connections were made to it so far. */
    public int connections() {
        return (int) sockets.stream()
                .filter(socket -> socket.getLocalPort() == listener.getLocalPort())
                .count();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                run(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            PushbackInputStream in = new PushbackInputStream(client.getInputStream());
            int first = in.read();
            if (silent || first < 0) {
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            in.unread(first);
            if (first == 5) {
                socks(client, new DataInputStream(in));
            } else {
                http(client, in);
            }
        } catch (IOException e) {
            // One side is gone, and so the other goes.
            return;
        }
    }

    private void http(Socket client, InputStream in) throws IOException {
        ProxyRequestHead head = ProxyRequestHead.read(in);
        Socket server = let(client, head);
        if (server == null) {
            return;
        }
        try (server) {
            if (head.isTunnel()) {
                send(client, "HTTP/1.1 200 Go\r\n\r\n");
                pipe(in, client, server);
                return;
            }
            run(() -> pass(server, client));
            for (boolean allowed = true; allowed; allowed = isAllowed(client, head)) {
                send(server, head.forwarded());
                server.getOutputStream().write(in.readNBytes(head.length()));
                head = ProxyRequestHead.read(in);
            }
        }
    }

    /** A connection to where a request goes; null if it was refused. */
    private @Nullable Socket let(Socket client, ProxyRequestHead head) throws IOException {
        if (!isAllowed(client, head)) {
            return null;
        }
        String to = head.target();
        Integer port =
                hosts.get(URI.create(to.contains("://") ? to : "tunnel://" + to).getHost());
        if (port == null) {
            send(client, "HTTP/1.1 502 Unknown host\r\nContent-Length: 0\r\n\r\n");
            return null;
        }
        return connect(port);
    }

    private boolean isAllowed(Socket client, ProxyRequestHead head) throws IOException {
        String what = head.what();
        if (login != null && !head.has(login)) {
            refused.add(what);
            send(
                    client,
                    "HTTP/1.1 407 Log in\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
            return false;
        }
        passed.add(what);
        return true;
    }

    private void socks(Socket client, DataInputStream in) throws IOException {
        in.readUnsignedByte();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        int wanted = login == null ? 0 : 2;
        boolean offered = false;
        for (byte method : methods) {
            offered |= method == wanted;
        }
        client.getOutputStream().write(new byte[] {5, (byte) (offered ? wanted : 0xFF)});
        if (!offered || (login != null && !isLogin(client, in, login))) {
            refused.add("SOCKS");
            return;
        }
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        byte[] place = in.readNBytes(kind == 3 ? in.readUnsignedByte() : kind == 1 ? 4 : 16);
        String host = kind == 3
                ? new String(place, StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(place).getHostAddress();
        String what = "SOCKS " + host + ":" + in.readUnsignedShort();
        Integer port = hosts.get(host);
        client.getOutputStream().write(new byte[] {5, (byte) (port == null ? 4 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
        if (port != null) {
            passed.add(what);
            try (Socket server = connect(port)) {
                pipe(in, client, server);
            }
        }
    }

    private static boolean isLogin(Socket client, DataInputStream in, ProxyLogin login) throws IOException {
        in.readUnsignedByte();
        String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        boolean right = user.equals(login.user()) && password.equals(login.revealPassword());
        client.getOutputStream().write(new byte[] {1, (byte) (right ? 0 : 1)});
        return right;
    }

    private Socket connect(int port) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(server);
        return server;
    }

    private void pipe(InputStream in, Socket client, Socket server) throws IOException {
        run(() -> pass(server, client));
        in.transferTo(server.getOutputStream());
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and so the other goes.
            return;
        }
    }

    private static void send(Socket to, String characters) throws IOException {
        to.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void run(Runnable task) {
        Thread thread = new Thread(task, "counting-proxy");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            for (Thread thread : threads) {
                thread.join(BOUND_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
