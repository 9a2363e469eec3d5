package io.exportcomments.cli.internal.service;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyServer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment's variables for proxies, as curl reads them: the one in small letters first, and of
 * {@code http_proxy} no other, since a web server could be made to set that for its scripts. Source: curl's manual,
 * section "Environment".
 */
public final class ProxyVariables {
    private static final List<String> HTTP = List.of("http_proxy");
    private static final List<String> HTTPS = List.of("https_proxy", "HTTPS_PROXY");
    private static final List<String> ALL = List.of("all_proxy", "ALL_PROXY");
    private static final List<String> DIRECT = List.of("no_proxy", "NO_PROXY");

    private final UnaryOperator<@Nullable String> environment;

    /** The variables of an environment. */
    public ProxyVariables(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** Sets the hosts that are reached directly, whoever names the proxy. */
    public void setDirect(NetworkSettings.Builder network) {
        first(DIRECT.stream()).ifPresent(name -> network.direct(value(name)));
    }

    /**
     * Sets the proxies, of which there may be none.
     *
     * @throws UsageException if a variable names none that can be used; it does not show the value
     */
    public void setProxies(NetworkSettings.Builder network, BiConsumer<String, ProxyServer> found) {
        if (first(DIRECT.stream()).filter(name -> value(name).equals("*")).isPresent()) {
            return;
        }
        first(Stream.concat(HTTP.stream(), ALL.stream()))
                .ifPresent(name -> network.httpProxy(proxy(name, value(name), found)));
        first(Stream.concat(HTTPS.stream(), ALL.stream()))
                .ifPresent(name -> network.httpsProxy(proxy(name, value(name), found)));
    }

    /**
     * Reads a proxy's address.
     *
     * @param name the variable or the option that it stands in
     * @param found is told the address as it was given, and the proxy
     * @throws UsageException if it can't be used; it does not show the address
     */
    public static ProxyServer proxy(String name, String address, BiConsumer<String, ProxyServer> found) {
        try {
            ProxyServer proxy = ProxyServer.parse(address);
            found.accept(address, proxy);
            return proxy;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new UsageException(
                    name + ": " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
        }
    }

    private Optional<String> first(Stream<String> names) {
        return names.filter(name -> !value(name).isEmpty()).findFirst();
    }

    private String value(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value;
    }
}
