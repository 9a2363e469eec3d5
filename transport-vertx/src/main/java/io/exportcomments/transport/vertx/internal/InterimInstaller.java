package io.exportcomments.transport.vertx.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;

/**
 * Stands before a connection's codec, and sets the filter behind that before the codec reads anything. Vert.x takes all
 * handlers out of a connection that it has made; this one comes back.
 */
final class InterimInstaller extends ChannelInboundHandlerAdapter {
    /** A connection with another protocol is left alone after so many pieces and removals. */
    private static final int MOST_TRIES = 32;

    private int tries;

    InterimInstaller() {
        this(0);
    }

    private InterimInstaller(int tries) {
        this.tries = tries;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object piece) {
        ChannelHandlerContext codec = context.pipeline().context(HttpClientCodec.class);
        if (codec != null) {
            InterimFilter.setBehind(codec);
        }
        tries = codec == null ? tries + 1 : MOST_TRIES;
        if (tries >= MOST_TRIES) {
            context.pipeline().remove(this);
        }
        context.fireChannelRead(piece);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (tries >= MOST_TRIES || !channel.isActive()) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        InterimInstaller next = new InterimInstaller(tries + 1);
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                pipeline.addFirst(next);
            }
        });
    }
}
