package io.exportcomments.transport.vertx.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Java's own channels, each with an {@link InterimInstaller}: the one way to a connection without TLS on the module
 * path.
 */
final class WatchedTransport implements Transport, io.vertx.core.spi.transport.Transport {
    private final io.vertx.core.spi.transport.Transport usual = Transport.NIO.implementation();

    @Override
    public String name() {
        return Transport.NIO.name();
    }

    @Override
    public boolean available() {
        return usual.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return usual.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> channels = usual.channelFactory(domainSocket);
        return () -> {
            Channel channel = channels.newChannel();
            channel.pipeline().addFirst(new InterimInstaller());
            return channel;
        };
    }

    @Override
    public boolean supportsDomainSockets() {
        return usual.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return usual.supportFileRegion();
    }

    @Override
    public java.net.SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return usual.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(java.net.SocketAddress address) {
        return usual.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return usual.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return usual.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    @SuppressWarnings("deprecation") // the port has it
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return usual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return usual.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return usual.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        usual.configure(channel, options);
    }

    @Override
    public void configure(TcpConfig options, boolean domainSocket, Bootstrap bootstrap) {
        usual.configure(options, domainSocket, bootstrap);
    }

    @Override
    public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
        usual.configure(options, domainSocket, bootstrap);
    }
}
