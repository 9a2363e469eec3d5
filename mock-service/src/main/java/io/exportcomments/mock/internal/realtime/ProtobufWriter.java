package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.realtime.ProtobufSchema.Field;
import io.exportcomments.mock.internal.realtime.ProtobufSchema.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Writes messages from their JSON form. */
final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final Buffer bytes = Buffer.buffer();

    static Buffer message(Message type, JsonObject json) {
        ProtobufWriter writer = new ProtobufWriter();
        for (String name : json.fieldNames()) {
            Field field = type.field(name)
                    .orElseThrow(() -> new IllegalStateException("no number is known for the field " + name));
            writer.write(field, json);
        }
        return writer.bytes;
    }

    /** A length and what it is of. */
    void part(Buffer part) {
        varint(part.length());
        bytes.appendBuffer(part);
    }

    Buffer toBuffer() {
        return bytes;
    }

    private void write(Field field, JsonObject json) {
        String name = field.name();
        switch (field.kind()) {
            case NUMBER -> number(field, json.getLong(name));
            case FLAG -> number(field, json.getBoolean(name) ? 1 : 0);
            case TEXT -> part(field, Buffer.buffer(json.getString(name)));
            case DATA -> part(field, Json.encodeToBuffer(json.getValue(name)));
            case MESSAGE -> part(field, message(type(field), json.getJsonObject(name)));
            case REPEATED -> {
                JsonArray items = json.getJsonArray(name);
                for (int i = 0; i < items.size(); i++) {
                    part(field, message(type(field), items.getJsonObject(i)));
                }
            }
            case MAP -> {
                JsonObject map = json.getJsonObject(name);
                map.fieldNames().forEach(key -> part(field, entry(key, message(type(field), map.getJsonObject(key)))));
            }
        }
    }

    private static Buffer entry(String key, Buffer value) {
        ProtobufWriter entry = new ProtobufWriter();
        entry.varint((1 << 3) | LENGTH);
        entry.part(Buffer.buffer(key));
        entry.varint((2 << 3) | LENGTH);
        entry.part(value);
        return entry.bytes;
    }

    private static Message type(Field field) {
        return Objects.requireNonNull(field.type());
    }

    private void number(Field field, long value) {
        varint(((long) field.number() << 3) | VARINT);
        varint(value);
    }

    private void part(Field field, Buffer part) {
        varint(((long) field.number() << 3) | LENGTH);
        part(part);
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.appendByte((byte) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        bytes.appendByte((byte) left);
    }
}
