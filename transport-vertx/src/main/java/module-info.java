/** HTTP and WebSockets by Vert.x, and a view for Vert.x programs. */
module io.exportcomments.transport.vertx {
    requires transitive io.exportcomments.core;
    requires transitive io.vertx.core;
    requires io.exportcomments.transport.http;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.codec.http;
    requires io.netty.codec;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.transport;
    requires static org.jspecify;

    exports io.exportcomments.transport.vertx;
}
