package io.exportcomments.cli.internal.exit;

import io.exportcomments.error.ExportCommentsException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says which options help with a proxy that asks for a password, or a certificate that is not trusted. */
final class NetworkAdvice {
    private static final int DEEPEST = 10;

    private NetworkAdvice() {}

    /** What to add to a message; empty if there is nothing. */
    static String of(ExportCommentsException error) {
        if (isAnywhere(error, NetworkAdvice::isProxyLogin)) {
            return "; they go into --proxy http://USER:PASSWORD@HOST:PORT, or into HTTPS_PROXY in the same form";
        }
        return isAnywhere(error, NetworkAdvice::isNotTrusted)
                ? "; if the network or the server has a CA of its own, --cacert FILE makes it trusted"
                : "";
    }

    private static boolean isAnywhere(Throwable error, Predicate<Throwable> kind) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(kind);
    }

    private static boolean isProxyLogin(Throwable error) {
        return String.valueOf(error.getMessage()).contains("the proxy asks for a user and password")
                || String.valueOf(error.getMessage()).contains("the proxy does not accept the user and password");
    }

    private static boolean isNotTrusted(Throwable error) {
        return String.valueOf(error.getMessage()).contains("the server's certificate is not trusted");
    }
}
