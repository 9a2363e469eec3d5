package io.exportcomments.integration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exportcomments.testkit.transport.FreePort;
import io.exportcomments.testkit.transport.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server of the network as a process of its own, on a port of loopback: a proxy, or a web server before the mock. */
final class NetworkPeer implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final int port;
    private final Path log;
    private final Process process;

    private NetworkPeer(int port, Path log, List<String> command) throws IOException {
        this.port = port;
        this.log = log;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.resolveSibling("output").toFile())
                .start();
        awaitReady();
    }

    /** Tinyproxy, which wants a user and a password. */
    static NetworkPeer tinyproxy(Path folder, String user, String password) throws IOException {
        Path program = program("tinyproxy");
        int port = FreePort.find();
        Path log = folder.resolve("tinyproxy.log");
        Path configuration =
                Files.writeString(folder.resolve("tinyproxy.conf"), """
                Port %d
                Listen 127.0.0.1
                Timeout 60
                LogFile "%s"
                LogLevel Connect
                BasicAuth %s %s
                """.formatted(port, log, user, password));
        return new NetworkPeer(port, log, List.of(program.toString(), "-d", "-c", configuration.toString()));
    }

    /** Squid, which wants a user and a password. Run by root, it becomes another user, to whom the folder is opened. */
    static NetworkPeer squid(Path folder, String user, String password) throws IOException {
        Path home = program("squid/usr/sbin/squid").getParent().getParent().getParent();
        int port = FreePort.find();
        for (Path opened : List.of(folder.getParent(), folder, Files.createDirectories(folder.resolve("errors")))) {
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Path log = folder.resolve("access.log");
        Path mime = Files.copy(home.resolve("usr/share/squid/mime.conf"), folder.resolve("mime.conf"));
        Path login = Files.writeString(
                folder.resolve("login"),
                "while read -r typed; do [ \"$typed\" = '%s %s' ] && echo OK || echo ERR; done%n"
                        .formatted(user, password));
        Path configuration =
                Files.writeString(folder.resolve("squid.conf"), """
                http_port 127.0.0.1:%1$d
                pid_filename none
                cache deny all
                cache_log %2$s/cache.log
                access_log stdio:%3$s
                coredump_dir %2$s
                mime_table %4$s
                icon_directory %2$s/errors
                error_directory %2$s/errors
                pinger_enable off
                unlinkd_program /bin/true
                auth_param basic program /bin/sh %5$s
                auth_param basic children 1
                auth_param basic realm test
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                shutdown_lifetime 0 seconds
                """.formatted(port, folder, log, mime, login));
        return new NetworkPeer(
                port,
                log,
                List.of(
                        "/bin/sh",
                        "-c",
                        "LD_LIBRARY_PATH=$(echo \"$0\"/usr/lib/*-linux-gnu*) exec \"$0/usr/sbin/squid\" -N -f \"$1\"",
                        home.toString(),
                        configuration.toString()));
    }

    /** Microsocks, which speaks SOCKS 5 and wants a user and a password. */
    static NetworkPeer microsocks(Path folder, String user, String password) throws IOException {
        Path program = program("microsocks");
        int port = FreePort.find();
        return new NetworkPeer(
                port,
                folder.resolve("output"),
                List.of(program.toString(), "-i", "127.0.0.1", "-p", "" + port, "-u", user, "-P", password));
    }

    /** Nginx with TLS and HTTP/2, by a certificate of the private CA, before a service. */
    static NetworkPeer nginx(Path folder, URI service) throws IOException {
        Path program = program("nginx");
        int port = FreePort.find();
        Path log = folder.resolve("access.log");
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  log_format seen '$server_protocol $status $request_method $uri [$http_proxy_authorization]';
                  access_log %2$s seen;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  server {
                    listen 127.0.0.1:%3$d ssl http2;
                    ssl_certificate %4$s;
                    ssl_certificate_key %5$s;
                    location / {
                      proxy_pass %6$s;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-Proto https;
                      proxy_set_header X-Forwarded-Host $http_host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_read_timeout 60s;
                    }
                  }
                }
                """.formatted(folder, log, port, chain(folder), key(folder), service));
        return new NetworkPeer(
                port, log, List.of(program.toString(), "-p", folder.toString(), "-c", configuration.toString()));
    }

    private static Path chain(Path folder) throws IOException {
        StringBuilder chain = new StringBuilder();
        try {
            for (Certificate one : TlsIdentity.ofPrivateCa().store().getCertificateChain("server")) {
                chain.append(pem("CERTIFICATE", one.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate can't be read", e);
        }
        return Files.writeString(folder.resolve("chain.pem"), chain);
    }

    private static Path key(Path folder) throws IOException {
        TlsIdentity identity = TlsIdentity.ofPrivateCa();
        try {
            KeyStore store = identity.store();
            Key key = store.getKey("server", identity.password().toCharArray());
            return Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key can't be read", e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static Path program(String name) {
        Path program = Project.root().resolve(".tools").resolve(name);
        assumeTrue(
                Files.isExecutable(program),
                () -> name + " is not installed: run scripts/network-peers, which says what is missing if it can't");
        return program;
    }

    /** Knocks until the server opens; in between, waits for its early end. */
    private void awaitReady() throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!opens()) {
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            "The server did not start: " + Files.readString(log.resolveSibling("output")));
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private boolean opens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** What it has written down of what it did. */
    List<String> log() throws IOException {
        return Files.exists(log) ? new ArrayList<>(Files.readAllLines(log)) : List.of();
    }

    /** The same, once a line of it is like this. */
    List<String> awaitLog(Predicate<String> wanted) throws IOException {
        return awaitLog(wanted, 1);
    }

    /** The same, once so many lines of it are like this. */
    List<String> awaitLog(Predicate<String> wanted, int count) throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        List<String> lines = log();
        try {
            while (lines.stream().filter(wanted).count() < count
                    && System.nanoTime() < end
                    && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
                lines = log();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
