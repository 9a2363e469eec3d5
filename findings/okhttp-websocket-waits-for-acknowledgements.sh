#!/usr/bin/env bash
# OkHttp 5.5.1 leaves Nagle's algorithm on for its sockets: it never calls setTcpNoDelay. Its HTTP/1 requests do not
# suffer, as each is flushed once, but its WebSocket flushes each message, so the second of two small messages in a row
# (an answer right behind a pong, for example) stays in the kernel until the other side has acknowledged the first.
# Where both sides talk in turns, that is late: on Linux after about 40 ms, so two messages that were sent at once
# arrive 40 ms apart. The clients of the JDK and of Vert.x switch the algorithm off by default.
# Seen with JDK 17 on Linux. What helps: OkHttpClient.Builder.socketFactory with one that calls setTcpNoDelay(true);
# with it the gap is gone.
set -euo pipefail
okhttp=5.5.1
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.squareup.okhttp3</groupId>
      <artifactId>okhttp-jvm</artifactId>
      <version>$okhttp</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q "$dependency_plugin:copy-dependencies" -DoutputDirectory=lib

cat >TwoMessages.java <<'JAVA'
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** Answers each message by two, and says how far apart they arrive, in microseconds at the median. */
class TwoMessages {
    private static final int PAIRS = 25;

    public static void main(String[] arguments) throws Exception {
        measure("as it is", false);
        measure("with setTcpNoDelay", true);
        System.exit(0);
    }

    private static void measure(String name, boolean noDelay) throws Exception {
        AtomicReference<Socket> used = new AtomicReference<>();
        SocketFactory factory = new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                Socket socket = new Socket();
                if (noDelay) {
                    socket.setTcpNoDelay(true);
                }
                used.set(socket);
                return socket;
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OkHttpClient client = new OkHttpClient.Builder().socketFactory(factory).build();
            CountDownLatch open = new CountDownLatch(1);
            client.newWebSocket(
                    new Request.Builder().url("http://127.0.0.1:" + listener.getLocalPort()).build(),
                    new WebSocketListener() {
                        @Override
                        public void onOpen(WebSocket opened, Response response) {
                            open.countDown();
                        }

                        @Override
                        public void onMessage(WebSocket from, String text) {
                            from.send("first");
                            from.send("second");
                        }
                    });
            try (Socket peer = listener.accept()) {
                DataInputStream in = new DataInputStream(peer.getInputStream());
                answer(peer, in);
                open.await();
                long[] gaps = new long[PAIRS];
                for (int i = 0; i < PAIRS; i++) {
                    peer.getOutputStream().write(new byte[] {(byte) 0x81, 2, 'g', 'o'});
                    frame(in);
                    long first = System.nanoTime();
                    frame(in);
                    gaps[i] = (System.nanoTime() - first) / 1_000;
                }
                Arrays.sort(gaps);
                System.out.println(name + ": no delay " + used.get().getTcpNoDelay() + ", gap " + gaps[PAIRS / 2] + " us");
            }
        }
    }

    private static void answer(Socket peer, DataInputStream in) throws Exception {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        String accept = Base64.getEncoder().encodeToString(digest);
        peer.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** A short masked frame. */
    private static void frame(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        in.readFully(new byte[4 + (in.readUnsignedByte() & 0x7f)]);
    }
}
JAVA
javac -cp 'lib/*' -d classes TwoMessages.java
seen=$(java -cp 'classes:lib/*' TwoMessages)

echo "okhttp $okhttp, $(java -version 2>&1 | head -n 1), $(uname -s)"
echo "$seen"
gap() { sed -n "s/^$1: .*gap \([0-9]*\) us/\1/p" <<<"$seen"; }
grep -q '^as it is: no delay false' <<<"$seen" || { echo "CHANGED: it sets TCP_NODELAY now"; exit 1; }
[ "$(gap 'as it is')" -gt 10000 ] || { echo "CHANGED: the second message does not wait"; exit 1; }
[ "$(gap 'with setTcpNoDelay')" -lt 10000 ] || { echo "CHANGED: it waits in spite of TCP_NODELAY"; exit 1; }
echo "as before: the second message waits for the first one's acknowledgement, unless the program brings sockets of its own"
