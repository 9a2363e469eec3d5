package io.exportcomments.benchmarks;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.github.centrifugal.centrifuge.internal.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a realtime server sends to a client that speaks protobuf. */
final class CentrifugeFrames {
    private static final String CHANNEL = "exports:acc";
    private static final int PING_SECONDS = 25;

    private CentrifugeFrames() {}

    /** The answer to the greeting. */
    static byte[] connected() {
        Protocol.SubscribeResult channel = Protocol.SubscribeResult.newBuilder()
                .setRecoverable(true)
                .setPositioned(true)
                .setEpoch("e")
                .build();
        return frame(Protocol.Reply.newBuilder()
                .setId(1)
                .setConnect(Protocol.ConnectResult.newBuilder()
                        .setClient("c")
                        .setVersion("1")
                        .setPing(PING_SECONDS)
                        .setPong(true)
                        .putSubs(CHANNEL, channel))
                .build());
    }

    /** A publication in the account's channel. */
    static byte[] publication(String data, long offset) {
        return frame(Protocol.Reply.newBuilder()
                .setPush(Protocol.Push.newBuilder()
                        .setChannel(CHANNEL)
                        .setPub(Protocol.Publication.newBuilder()
                                .setData(ByteString.copyFromUtf8(data))
                                .setOffset(offset)))
                .build());
    }

    private static byte[] frame(MessageLite reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reply.writeDelimitedTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Frames.binary(bytes.toByteArray());
    }
}
