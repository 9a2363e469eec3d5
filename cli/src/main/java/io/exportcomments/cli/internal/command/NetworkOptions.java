package io.exportcomments.cli.internal.command;

import io.exportcomments.cli.internal.exit.UsageException;
import io.exportcomments.cli.internal.service.ProxyVariables;
import io.exportcomments.cli.internal.terminal.Terminal;
import io.exportcomments.network.NetworkSettings;
import io.exportcomments.network.ProxyServer;
import io.exportcomments.port.TransportSettings;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to get through the network that this machine is in. */
final class NetworkOptions {
    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description =
                    "The proxy to use: http://, socks5:// or socks5h://, [user:password@]host[:port]. Default: what HTTPS_PROXY,"
                            + " http_proxy, ALL_PROXY and NO_PROXY say, as curl reads them. Prefer these for a password, which"
                            + " other users of this machine can't see there.")
    private @Nullable String proxy;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Trust the certificates in this PEM file, too, such as a company's CA.")
    private @Nullable Path cacert;

    @Option(
            names = "--insecure",
            description = "Take any certificate of a service on this machine (--base-url https://localhost:PORT).")
    private boolean insecure;

    /** The options with which another command gets through as well; a password is not repeated. */
    String forHint() {
        boolean login = proxy != null && proxy.indexOf('@') >= 0;
        return (proxy == null || login ? "" : " --proxy " + ShellWord.of(proxy))
                + (cacert == null ? "" : " --cacert " + ShellWord.of(cacert.toString()))
                + (insecure ? " --insecure" : "");
    }

    /** The network of a mock: none. */
    NetworkSettings ofMock() {
        if (proxy != null || cacert != null || insecure) {
            throw new UsageException(
                    "--proxy, --cacert and --insecure make no sense with --mock, which is inside this process");
        }
        return NetworkSettings.builder().ignoreJvmProxy().build();
    }

    /** The chosen network; from now on the terminal hides the proxy's password. */
    NetworkSettings settings(Terminal terminal, @Nullable URI baseUrl) {
        NetworkSettings.Builder network = NetworkSettings.builder();
        ProxyVariables variables = new ProxyVariables(terminal::variable);
        variables.setDirect(network);
        if (proxy == null) {
            variables.setProxies(network, (typed, server) -> hide(terminal, typed, server));
        } else if (proxy.isEmpty()) {
            network.ignoreJvmProxy();
        } else {
            network.proxy(ProxyVariables.proxy("--proxy", proxy, (typed, server) -> hide(terminal, typed, server)));
        }
        trust(network);
        if (insecure) {
            network.insecure();
            checkLoopback(network.build(), baseUrl == null ? TransportSettings.SERVICE : baseUrl);
        }
        return network.build();
    }

    /** As it was typed, too: with percent signs. */
    private static void hide(Terminal terminal, String typed, ProxyServer server) {
        server.login().ifPresent(login -> {
            terminal.hide(login.revealPassword());
            String both =
                    typed.substring(typed.indexOf("://") < 0 ? 0 : typed.indexOf("://") + 3, typed.lastIndexOf('@'));
            terminal.hide(both);
            terminal.hide(both.substring(both.indexOf(':') + 1));
        });
    }

    private void trust(NetworkSettings.Builder network) {
        if (cacert == null) {
            return;
        }
        try {
            network.trustPem(cacert);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--cacert: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new UsageException("--cacert: can't read " + cacert + ": " + reason(e));
        }
    }

    private static String reason(UncheckedIOException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return cause instanceof AccessDeniedException || cause == null ? "access is denied" : "" + cause.getMessage();
    }

    private static void checkLoopback(NetworkSettings network, URI baseUrl) {
        if (!network.isUnchecked(baseUrl.getHost())) {
            throw new UsageException(
                    "--insecure is only for a service on this machine (localhost, 127.0.0.1, ::1), not for " + baseUrl
                            + "; --cacert FILE makes a certificate trusted");
        }
    }
}
