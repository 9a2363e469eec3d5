package io.exportcomments.testkit.transport;

import io.exportcomments.network.ProxyLogin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The head of a request as a proxy gets it. */
record ProxyRequestHead(List<String> lines) {
    /** Reads one, up to the empty line. */
    static ProxyRequestHead read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client hung up");
            } else if (next != '\n') {
                line.append((char) next);
            } else if (line.toString().isBlank()) {
                return new ProxyRequestHead(lines);
            } else {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
    }

    /** The method and whereto. */
    String what() {
        return lines.get(0).replaceFirst(" HTTP/1.1$", "");
    }

    String target() {
        return lines.get(0).split(" ")[1];
    }

    boolean isTunnel() {
        return lines.get(0).startsWith("CONNECT ");
    }

    boolean has(ProxyLogin login) {
        byte[] bytes = (login.user() + ":" + login.revealPassword()).getBytes(StandardCharsets.UTF_8);
        String wanted = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
        return lines.stream().anyMatch(wanted::equalsIgnoreCase);
    }

    /** As a proxy has to: the address without the host, and nothing that was for the proxy. */
    String forwarded() {
        StringBuilder forwarded = new StringBuilder(lines.get(0).replaceFirst(" http://[^/]*", " ")).append("\r\n");
        lines.stream()
                .skip(1)
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("proxy-"))
                .forEach(line -> forwarded.append(line).append("\r\n"));
        return forwarded.append("\r\n").toString();
    }
    /** How many bytes follow it. */
    int length() {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }
}
