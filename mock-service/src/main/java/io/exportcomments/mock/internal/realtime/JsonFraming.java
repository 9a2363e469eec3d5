package io.exportcomments.mock.internal.realtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** JSON objects, one a line. */
final class JsonFraming implements Framing {

    @Override
    public List<JsonObject> decode(Buffer frame) {
        try {
            List<JsonObject> commands = frame.toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(JsonObject::new)
                    .toList();
            if (commands.isEmpty()) {
                throw Disconnect.badRequest();
            }
            return commands;
        } catch (DecodeException e) {
            throw Disconnect.badRequest();
        }
    }

    @Override
    public Buffer encode(List<JsonObject> replies) {
        return Buffer.buffer(replies.stream().map(JsonObject::encode).collect(Collectors.joining("\n")));
    }
}
