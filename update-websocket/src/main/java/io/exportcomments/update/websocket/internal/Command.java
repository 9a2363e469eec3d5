package io.exportcomments.update.websocket.internal;

import com.squareup.moshi.JsonWriter;
import io.exportcomments.port.SocketToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A command to the server, without its id. It may hold the token, and so shows only its name. */
final class Command {
    private static final String CLIENT = "exportcomments-java";

    private final String name;
    private final Body body;

    private interface Body {
        void write(JsonWriter writer) throws IOException;
    }

    private Command(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    /**
     * Opens the conversation.
     *
     * @param channel the channel to go on in from the position; null to begin anew
     */
    static Command connect(SocketToken token, @Nullable String channel, @Nullable StreamPosition position) {
        return new Command("connect", writer -> {
            writer.name("token").value(token.reveal()).name("name").value(CLIENT);
            if (channel != null && position != null && position.isRecoverable()) {
                writer.name("subs").beginObject().name(channel).beginObject();
                writer.name("recover").value(true);
                writer.name("epoch").value(position.epoch());
                writer.name("offset").value(position.offset());
                writer.endObject().endObject();
            }
        });
    }

    static Command refresh(SocketToken token) {
        return new Command("refresh", writer -> writer.name("token").value(token.reveal()));
    }

    static Command subscribe(String channel) {
        return new Command("subscribe", writer -> writer.name("channel").value(channel));
    }

    static Command unsubscribe(String channel) {
        return new Command("unsubscribe", writer -> writer.name("channel").value(channel));
    }

    String json(long id) {
        Buffer bytes = new Buffer();
        try {
            JsonWriter writer = JsonWriter.of(bytes);
            writer.beginObject().name("id").value(id).name(name).beginObject();
            body.write(writer);
            writer.endObject().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can't break", e);
        }
        return bytes.readUtf8();
    }

    @Override
    public String toString() {
        return name;
    }
}
