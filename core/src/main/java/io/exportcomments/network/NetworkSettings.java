package io.exportcomments.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a client gets through the network that it is in: by which proxy, and whose certificates it trusts. The same for
 * calls, files and sockets, on every transport; what a program lends to a transport (an OkHttpClient, Vert.x's options)
 * keeps its own settings and none of these. Immutable and thread-safe; nothing secret is in its text.
 *
 * <pre>{@code
 * ExportComments.builder().network(NetworkSettings.builder()
 *         .proxy(ProxyServer.parse("http://proxy.example:3128").login(ProxyLogin.of("user", password)))
 *         .direct("localhost,.internal.example,10.0.0.0/8")
 *         .trustPem(Path.of("company-ca.pem"))
 *         .build())
 * }</pre>
 */
public final class NetworkSettings {
    /**
     * The proxy that the JVM's properties name ({@code https.proxyHost} and so on), and the certificates that the JDK
     * trusts.
     */
    public static final NetworkSettings DEFAULT = builder().build();

    private final @Nullable ProxyServer http;
    private final @Nullable ProxyServer https;
    private final boolean jvm;
    private final DirectHosts direct;
    private final List<X509Certificate> trusted;
    private final @Nullable TrustManagerFactory trust;
    private final @Nullable KeyManagerFactory keys;
    private final boolean insecure;

    private NetworkSettings(Builder builder) {
        http = builder.http;
        https = builder.https;
        jvm = builder.jvm;
        direct = builder.direct;
        trusted = List.copyOf(builder.trusted);
        trust = builder.trust;
        keys = builder.keys;
        insecure = builder.insecure;
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The proxy of these settings for an address; empty if it is reached directly, or if {@link #leavesToJvm} holds.
     *
     * @param url absolute; ws is taken for http, wss for https
     */
    public Optional<ProxyServer> proxyFor(URI url) {
        return direct.matches(host(url)) ? Optional.empty() : Optional.ofNullable(isSecure(url) ? https : http);
    }

    /** Whether it is the JVM's properties that say how an address is reached. */
    public boolean leavesToJvm(URI url) {
        return jvm && (isSecure(url) ? https : http) == null && !direct.matches(host(url));
    }

    /** Whether it is the JVM's properties that say how every address is reached, as without any settings. */
    public boolean leavesAllToJvm() {
        return jvm && http == null && https == null && direct.isEmpty();
    }

    /** Also one with an underscore, of which {@link URI#getHost()} says nothing. */
    private static String host(URI url) {
        String host = url.getHost();
        String authority = host == null ? String.valueOf(url.getRawAuthority()) : host;
        return host == null
                ? authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "")
                : host;
    }

    private static boolean isSecure(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("wss");
    }

    /** The certificates that are trusted besides the others. */
    public List<X509Certificate> trusted() {
        return trusted;
    }

    /** What is trusted in place of what the JDK trusts; empty if nothing is. */
    public Optional<TrustManagerFactory> trust() {
        return Optional.ofNullable(trust);
    }

    /** The keys by which this side shows who it is; empty if it does not. */
    public Optional<KeyManagerFactory> keys() {
        return Optional.ofNullable(keys);
    }

    /** Whether certificates of this machine itself are taken unchecked. */
    public boolean insecure() {
        return insecure;
    }

    /** Whether the certificate of this host, by its name or address, is taken unchecked. */
    public boolean isUnchecked(@Nullable String host) {
        return insecure && host != null && IpAddress.isLoopback(host);
    }

    /** Whether all TLS is as the JDK has it. */
    public boolean usesJdkTls() {
        return trusted.isEmpty() && trust == null && keys == null && !insecure;
    }

    /** The proxies without their users and passwords, and whose certificates count. */
    @Override
    public String toString() {
        return "NetworkSettings[http=" + http + ", https=" + https + ", jvm=" + jvm + ", trusted=" + trusted.size()
                + ", insecure=" + insecure + "]";
    }

    /** Builds settings. Not thread-safe. */
    public static final class Builder {
        private @Nullable ProxyServer http;
        private @Nullable ProxyServer https;
        private boolean jvm = true;
        private DirectHosts direct = DirectHosts.NONE;
        private final List<X509Certificate> trusted = new ArrayList<>();
        private @Nullable TrustManagerFactory trust;
        private @Nullable KeyManagerFactory keys;
        private boolean insecure;

        private Builder() {}

        /** Sets the proxy for everything. */
        public Builder proxy(ProxyServer server) {
            return httpProxy(server).httpsProxy(server);
        }

        /** Sets the proxy for plain http, and sockets without TLS. */
        public Builder httpProxy(ProxyServer server) {
            http = Objects.requireNonNull(server, "proxy");
            return this;
        }

        /** Sets the proxy for https, and sockets with TLS. */
        public Builder httpsProxy(ProxyServer server) {
            https = Objects.requireNonNull(server, "proxy");
            return this;
        }

        /** Passes over the JVM's properties: only a proxy that is set here is used. */
        public Builder ignoreJvmProxy() {
            jvm = false;
            return this;
        }

        /**
         * Sets the hosts that are reached directly, also where the JVM's properties name a proxy. It is read as curl
         * reads {@code NO_PROXY}.
         *
         * @param list names, domains (with or without a dot before them), IP addresses and networks such as
         *     {@code 10.0.0.0/8}, separated by commas or blanks, each with all its ports; {@code *} alone for all hosts
         */
        public Builder direct(String list) {
            direct = DirectHosts.parse(list);
            return this;
        }

        /** Adds certificates, such as a company's CA, to those that are trusted otherwise. */
        public Builder trust(Collection<X509Certificate> certificates) {
            trusted.addAll(certificates);
            return this;
        }

        /**
         * Adds the certificates in a PEM file to those that are trusted otherwise.
         *
         * @throws IllegalArgumentException if there is none in it, or one that can't be read
         * @throws UncheckedIOException if the file can't be read
         */
        public Builder trustPem(Path file) {
            String pem;
            try {
                pem = Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                return trust(PemCertificates.parse(pem));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }

        /** Sets what is trusted in place of what the JDK trusts. */
        public Builder trust(TrustManagerFactory factory) {
            trust = Objects.requireNonNull(factory, "trust");
            return this;
        }

        /** Sets the keys by which this side shows who it is, where it is asked for that. */
        public Builder keys(KeyManagerFactory factory) {
            keys = Objects.requireNonNull(factory, "keys");
            return this;
        }

        /**
         * Takes certificates of this machine itself (localhost, 127.0.0.0/8, ::1) unchecked; those of all other hosts
         * are checked. Settings with this can only be used with a base URL on this machine.
         */
        public Builder insecure() {
            insecure = true;
            return this;
        }

        /** The settings. */
        public NetworkSettings build() {
            return new NetworkSettings(this);
        }
    }
}
