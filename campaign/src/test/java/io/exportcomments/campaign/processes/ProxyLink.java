package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.processes.FaultyProxy.Weather;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: a thread for each direction. */
final class ProxyLink {
    private static final int PIECE = 16 * 1024;
    private static final int CONNECT_WITHIN = 5_000;

    private final FaultyProxy proxy;
    private final Socket client;
    private final int port;
    private volatile @Nullable Socket service;
    private volatile boolean over;
    private volatile boolean replaced;
    private boolean frozen;
    private long answered;

    /** Port is the service's, or 0 if nothing goes anywhere. */
    ProxyLink(FaultyProxy proxy, Socket client, int port) {
        this.proxy = proxy;
        this.client = client;
        this.port = port;
    }

    void start() {
        thread(this::forward);
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "proxy-link");
        thread.setDaemon(true);
        thread.start();
    }

    private void forward() {
        try {
            client.setTcpNoDelay(true);
            InputStream requests = client.getInputStream();
            if (port == 0) {
                requests.transferTo(OutputStream.nullOutputStream());
                cut(false);
                return;
            }
            Socket upstream = new Socket();
            service = upstream;
            upstream.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_WITHIN);
            upstream.setTcpNoDelay(true);
            if (over) {
                cut(true);
                return;
            }
            thread(() -> backward(upstream));
            requests(requests, upstream.getOutputStream());
            upstream.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            cut(true);
        }
    }

    private void requests(InputStream from, OutputStream to) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            Weather weather = proxy.weather();
            if (weather.status() > 0 && isRequest(piece, length)) {
                if (!weather.taken()) {
                    answer(weather.status());
                    return;
                }
                replaced = true;
            }
            pass(piece, length, to);
        }
    }

    private static boolean isRequest(byte[] piece, int length) {
        String head = new String(piece, 0, Math.min(length, 8), StandardCharsets.ISO_8859_1);
        return head.startsWith("GET /") || head.startsWith("POST /") || head.startsWith("PATCH /");
    }

    /** A gateway's answer, which has lost the service. */
    private void answer(int status) throws IOException {
        String body = "<html><title>" + status + "</title></html>";
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + " Trouble\r\nContent-Type: text/html\r\nConnection: close\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        cut(false);
    }

    private void backward(Socket upstream) {
        try {
            InputStream from = upstream.getInputStream();
            OutputStream to = client.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                if (replaced) {
                    answer(Math.max(502, proxy.weather().status()));
                    return;
                }
                int most = proxy.weather().cutAfter();
                answered += length;
                if (most > 0 && answered > most) {
                    pass(piece, Math.min(length, most), to);
                    cut(true);
                    return;
                }
                pass(piece, length, to);
            }
            cut(false);
        } catch (IOException | InterruptedException e) {
            cut(true);
        }
    }

    private void pass(byte[] piece, int length, OutputStream to) throws IOException, InterruptedException {
        Weather weather = proxy.weather();
        int slice = weather.slice() > 0 ? weather.slice() : length;
        if (weather.bytesPerSecond() > 0) {
            slice = Math.min(slice, Math.max(1, weather.bytesPerSecond() / 10));
        }
        await(weather.delayMillis());
        for (int at = 0; at < length; at += slice) {
            int some = Math.min(slice, length - at);
            awaitThaw();
            to.write(piece, at, some);
            to.flush();
            if (proxy.weather().bytesPerSecond() > 0) {
                await(some * 1_000L / proxy.weather().bytesPerSecond());
            }
        }
    }

    private void await(long millis) throws InterruptedException {
        if (millis > 0) {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    private synchronized void awaitThaw() throws InterruptedException {
        while (frozen && !over) {
            wait();
        }
    }

    synchronized void freeze() {
        frozen = true;
    }

    void thaw(boolean goOn) {
        boolean was;
        synchronized (this) {
            was = frozen;
            frozen = false;
            notifyAll();
        }
        if (was && !goOn) {
            cut(true);
        }
    }

    /** Ends both sides, by a reset or by an end of the stream. */
    void cut(boolean reset) {
        over = true;
        thaw(true);
        proxy.gone(this);
        Socket mine = service;
        if (reset) {
            reset(client);
            reset(mine);
        } else {
            close(client);
            close(mine);
        }
    }

    static void reset(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                return;
            }
            close(socket);
        }
    }

    private static void close(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
