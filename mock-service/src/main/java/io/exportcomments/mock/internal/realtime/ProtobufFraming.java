package io.exportcomments.mock.internal.realtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Protobuf messages, each preceded by its length. */
final class ProtobufFraming implements Framing {

    @Override
    public List<JsonObject> decode(Buffer frame) {
        try {
            ProtobufReader reader = new ProtobufReader(frame);
            List<JsonObject> commands = new ArrayList<>();
            while (reader.more()) {
                commands.add(reader.part().message(ProtobufSchema.COMMAND));
            }
            if (commands.isEmpty()) {
                throw Disconnect.badRequest();
            }
            return commands;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw Disconnect.badRequest();
        }
    }

    @Override
    public Buffer encode(List<JsonObject> replies) {
        ProtobufWriter frame = new ProtobufWriter();
        replies.forEach(reply -> frame.part(ProtobufWriter.message(ProtobufSchema.REPLY, reply)));
        return frame.toBuffer();
    }
}
