package io.exportcomments.spring.boot.internal;

import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyLogin;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.spring.boot.ExportCommentsProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/** Makes the network's settings of the properties. */
public final class NetworkProperties {
    private NetworkProperties() {}

    /**
     * The settings.
     *
     * @throws InvalidNetworkException if a property can't be used; the message shows no password
     */
    public static NetworkSettings settings(
            ExportCommentsProperties.Proxy proxy, ExportCommentsProperties.Ssl ssl, @Nullable SslBundles bundles) {
        NetworkSettings.Builder network = NetworkSettings.builder();
        if (StringUtils.hasText(proxy.url())) {
            network.proxy(server(proxy));
        } else if (StringUtils.hasText(proxy.username()) || StringUtils.hasLength(proxy.password())) {
            throw new InvalidNetworkException(
                    "exportcomments.proxy.username and exportcomments.proxy.password need exportcomments.proxy.url");
        }
        network.direct(String.join(",", proxy.directHosts()));
        if (StringUtils.hasText(ssl.bundle())) {
            set(network, ssl.bundle(), bundles);
        }
        return network.build();
    }

    private static ProxyServer server(ExportCommentsProperties.Proxy proxy) {
        ProxyServer server;
        try {
            server = ProxyServer.parse(String.valueOf(proxy.url()));
        } catch (IllegalArgumentException e) {
            throw new InvalidNetworkException("exportcomments.proxy.url can't be used. " + e.getMessage());
        }
        String username = proxy.username();
        String password = proxy.password() == null ? "" : proxy.password();
        if (!StringUtils.hasText(username)) {
            if (password.isEmpty()) {
                return server;
            }
            throw new InvalidNetworkException("exportcomments.proxy.password needs exportcomments.proxy.username");
        }
        try {
            return server.login(ProxyLogin.of(username, password));
        } catch (IllegalArgumentException e) {
            throw new InvalidNetworkException(
                    "exportcomments.proxy.username or password can't be used. " + e.getMessage());
        }
    }

    private static void set(NetworkSettings.Builder network, String name, @Nullable SslBundles bundles) {
        if (bundles == null) {
            throw new InvalidNetworkException("exportcomments.ssl.bundle needs Spring Boot's SSL bundles");
        }
        SslBundle bundle = bundles.getBundle(name);
        if (bundle.getOptions().isSpecified()) {
            throw new InvalidNetworkException(
                    "The SSL bundle " + name + " sets ciphers or protocols, which the client does not use");
        }
        network.trust(bundle.getManagers().getTrustManagerFactory())
                .keys(bundle.getManagers().getKeyManagerFactory());
    }
}
