package io.exportcomments.transport.vertx.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Takes interim answers out of a connection with HTTP/1.1. Vert.x takes those that it does not know for the answer, and
 * gives the connection back to its pool before that has come.
 */
final class InterimFilter extends ChannelInboundHandlerAdapter {
    private boolean within;

    /**
     * Sets a filter into a connection that is new; to be called on its event loop. Vert.x shows the channel to nobody
     * who is not within its own modules. Where it can't be had, as on the module path, an {@link InterimInstaller} does
     * that: with TLS, and with a Vertx of the transport's own.
     */
    static void install(HttpConnection connection) {
        ChannelHandlerContext codec = codec(connection);
        if (codec != null) {
            setBehind(codec);
        }
    }

    /** Sets a filter behind a codec, unless there is one. */
    static void setBehind(ChannelHandlerContext codec) {
        if (codec.pipeline().get(InterimFilter.class) == null) {
            codec.pipeline().addAfter(codec.name(), null, new InterimFilter());
        }
    }

    private static @Nullable ChannelHandlerContext codec(HttpConnection connection) {
        try {
            Object handler =
                    connection.getClass().getMethod("channelHandlerContext").invoke(connection);
            return handler instanceof ChannelHandlerContext within
                    ? within.pipeline().context(HttpClientCodec.class)
                    : null;
        } catch (ReflectiveOperationException hidden) {
            return null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response && isInterim(response.status())) {
            within = true;
            ReferenceCountUtil.release(message);
        } else if (within && message instanceof LastHttpContent) {
            within = false;
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() != 101;
    }
}
