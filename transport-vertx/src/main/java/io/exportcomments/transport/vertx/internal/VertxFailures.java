package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.ProxyRefusedException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Vert.x and Netty say of a break, in terms of the JDK, and without what they quote. */
final class VertxFailures {
    private static final Pattern HTTP_STATUS = Pattern.compile("status: (\\d{3})\\b");
    private static final Pattern SOCKS_STATUS = Pattern.compile(" status: \\w+\\((\\d{1,3})\\)");

    private VertxFailures() {}

    /** Netty says so in words alone. */
    static Throwable refusedByProxy(Throwable failure) {
        return ExchangeProgress.causes(failure)
                .filter(ProxyConnectException.class::isInstance)
                .map(e -> refusal(String.valueOf(e.getMessage())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(failure);
    }

    private static @Nullable Throwable refusal(String text) {
        if (text.contains("authStatus: ") || text.contains("unexpected authMethod: ")) {
            return ProxyRefusedException.ofSocksLogin(text.contains("authStatus: "));
        }
        Matcher http = HTTP_STATUS.matcher(text);
        Matcher socks = SOCKS_STATUS.matcher(text);
        if (http.find()) {
            return new ProxyRefusedException(Integer.parseInt(http.group(1)));
        }
        return socks.find() ? ProxyRefusedException.ofSocks(Integer.parseInt(socks.group(1))) : null;
    }

    /** Netty quotes what it can't read, which is not for an error. */
    static IOException safe(Throwable failure) {
        boolean broken = failure instanceof IOException
                || failure instanceof HttpClosedException
                || failure instanceof TooLongFrameException
                || failure instanceof io.vertx.core.VertxException
                || failure.getClass().getSimpleName().equals("PrematureChannelClosureException");
        return broken
                ? new IOException(
                        "the connection was closed", failure instanceof TooLongFrameException ? null : failure)
                : new ProtocolException("not HTTP");
    }
}
