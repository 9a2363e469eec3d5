package io.exportcomments.transport.retrofit.internal;

import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.transport.http.spi.ProxyRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.Dns;

/**
 * Opens the way through a proxy where OkHttp has none of its own: by SOCKS 5 with a password, and for sockets without
 * TLS. The proxy looks up the host's name, so OkHttp is given an address that stands for any. Immutable.
 */
final class ProxyTunnel {
    /** Looks nothing up, and keeps the name. */
    static final Dns NAMES = host -> List.of(InetAddress.getByAddress(host, new byte[4]));

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int SOCKS = 5;
    private static final int NO_LOGIN = 0;
    private static final int PASSWORD = 2;
    private static final int NAME = 3;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*", Pattern.DOTALL);

    private final ProxyServer proxy;

    ProxyTunnel(ProxyServer proxy) {
        this.proxy = proxy;
    }

    /** Where the proxy is; its name is looked up, which may take its time. */
    InetSocketAddress proxyAddress() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(proxy.host()), proxy.port());
    }

    /** Goes on from the proxy to a host; to be called once, on a socket that is connected to the proxy. */
    void open(Socket socket, InetSocketAddress target) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        if (proxy.protocol() == ProxyServer.Protocol.SOCKS5) {
            login(in, socket.getOutputStream());
            connect(in, socket.getOutputStream(), target);
        } else {
            connectByHttp(in, socket.getOutputStream(), target);
        }
    }

    /** Source: RFC 1928, section 3, and RFC 1929. */
    private void login(DataInputStream in, OutputStream out) throws IOException {
        ProxyLogin login = proxy.login().orElse(null);
        out.write(login == null ? new byte[] {SOCKS, 1, NO_LOGIN} : new byte[] {SOCKS, 2, NO_LOGIN, PASSWORD});
        checkVersion(in.readUnsignedByte());
        int method = in.readUnsignedByte();
        if (method == NO_LOGIN) {
            return;
        }
        if (method != PASSWORD || login == null) {
            throw ProxyRefusedException.ofSocksLogin(login != null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        said.write(1);
        for (String text : List.of(login.user(), login.revealPassword())) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            said.write(bytes.length);
            said.writeBytes(bytes);
        }
        out.write(said.toByteArray());
        in.readUnsignedByte();
        if (in.readUnsignedByte() != 0) {
            throw ProxyRefusedException.ofSocksLogin(true);
        }
    }

    private static void connect(DataInputStream in, OutputStream out, InetSocketAddress target) throws IOException {
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        asked.writeBytes(new byte[] {SOCKS, 1, 0});
        InetAddress address = target.getAddress();
        if (address.isAnyLocalAddress()) {
            byte[] name = target.getHostString().getBytes(StandardCharsets.US_ASCII);
            asked.write(NAME);
            asked.write(name.length);
            asked.writeBytes(name);
        } else {
            asked.write(address.getAddress().length == 4 ? 1 : 4);
            asked.writeBytes(address.getAddress());
        }
        asked.write(target.getPort() >> 8);
        asked.write(target.getPort());
        out.write(asked.toByteArray());
        checkVersion(in.readUnsignedByte());
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw ProxyRefusedException.ofSocks(reply);
        }
        in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        in.readFully(new byte[2 + (kind == NAME ? in.readUnsignedByte() : kind == 1 ? 4 : 16)]);
    }

    private static void checkVersion(int version) throws ProtocolException {
        if (version != SOCKS) {
            throw new ProtocolException("not SOCKS 5");
        }
    }

    private void connectByHttp(DataInputStream in, OutputStream out, InetSocketAddress target) throws IOException {
        String host = target.getHostString();
        String place = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + target.getPort();
        StringBuilder asked = new StringBuilder("CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n");
        proxy.login()
                .ifPresent(login -> asked.append("Proxy-Authorization: ")
                        .append(basic(login))
                        .append("\r\n"));
        out.write(asked.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        Matcher status = STATUS.matcher(head(in));
        if (!status.matches()) {
            throw new ProtocolException("not HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        if (code / 100 != 2) {
            throw new ProxyRefusedException(code);
        }
    }

    /** How a login is told to a proxy that speaks HTTP. */
    static String basic(ProxyLogin login) {
        return Credentials.basic(login.user(), login.revealPassword(), StandardCharsets.UTF_8);
    }

    /** Up to the blank line and not a byte more, as what follows is the host's. */
    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the proxy hung up");
            }
            if (head.append((char) next).length() > LONGEST_HEAD) {
                throw new ProtocolException("not HTTP");
            }
        }
        return head.toString();
    }
}
