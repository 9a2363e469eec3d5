package io.exportcomments.transport.vertx.internal;

import io.exportcomments.transport.http.spi.ExchangeProgress;
import io.exportcomments.transport.http.spi.ProxyRefusedException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Vert.x and Netty say of a break, in terms of the JDK, and without what they quote. */
final class VertxFailures {
    private static final Pattern PROXY_STATUS = Pattern.compile("status: (\\d{3})");

    private VertxFailures() {}

    /** Netty says so in words alone. */
    static Throwable refusedByProxy(Throwable failure) {
        return ExchangeProgress.causes(failure)
                .filter(e -> e instanceof ProxyConnectException)
                .map(e -> PROXY_STATUS.matcher(String.valueOf(e.getMessage())))
                .filter(Matcher::find)
                .findFirst()
                .<Throwable>map(status -> new ProxyRefusedException(Integer.parseInt(status.group(1))))
                .orElse(failure);
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
