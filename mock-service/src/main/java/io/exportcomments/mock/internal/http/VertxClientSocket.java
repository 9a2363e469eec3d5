package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.realtime.ClientSocket;
import io.exportcomments.mock.internal.realtime.Hub;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** A WebSocket of the mock. All that is done to it goes through its event loop, so that the order is kept. */
final class VertxClientSocket implements ClientSocket {

    private static final System.Logger LOG = System.getLogger(VertxClientSocket.class.getName());

    /** In place of a journal entry: the page's own socket has none. */
    static final long PAGE = 0;

    private final Context context;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final boolean binary;
    private final JournalLog journal;
    private final long entry;

    private VertxClientSocket(
            Context context, ServerWebSocket socket, Channel channel, boolean binary, JournalLog journal, long entry) {
        this.context = context;
        this.socket = socket;
        this.channel = channel;
        this.binary = binary;
        this.journal = journal;
        this.entry = entry;
    }

    /** Hands a socket to the hub; called on its event loop, before anything was read from it. */
    static void serve(
            Context context,
            ServerWebSocket socket,
            Channel channel,
            String origin,
            Hub hub,
            JournalLog journal,
            long entry) {
        boolean protobuf = HttpListener.PROTOBUF.equals(socket.subProtocol());
        VertxClientSocket client = new VertxClientSocket(context, socket, channel, protobuf, journal, entry);
        Hub.Socket served = hub.open(client, protobuf, origin, entry == PAGE);
        socket.exceptionHandler(e -> LOG.log(System.Logger.Level.DEBUG, "a socket broke", e));
        socket.closeHandler(v -> served.closed());
        socket.binaryMessageHandler(served::received);
        if (!protobuf) {
            socket.textMessageHandler(text -> served.received(Buffer.buffer(text)));
        }
    }

    @Override
    public void send(Buffer frame) {
        context.runOnContext(v -> {
            if (!socket.isClosed()) {
                if (binary) {
                    socket.writeBinaryMessage(frame);
                } else {
                    socket.writeTextMessage(frame.toString());
                }
            }
        });
    }

    @Override
    public void close(int code, String reason) {
        context.runOnContext(v -> socket.close((short) code, reason));
    }

    /**
     * Closing with a linger of 0 makes the kernel send RST instead of FIN. It goes past the pipeline, which would
     * send a closing frame first.
     */
    @Override
    public void cut() {
        context.runOnContext(v -> {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.newPromise());
        });
    }

    /** Without reading, not even a WebSocket ping or a closing frame is answered. */
    @Override
    public void freeze() {
        context.runOnContext(v -> {
            socket.pause();
            channel.config().setAutoRead(false);
        });
    }

    @Override
    public void subscribed(String name) {
        if (entry != PAGE) {
            journal.update(entry, e -> e.subscribed(name));
        }
    }
}
