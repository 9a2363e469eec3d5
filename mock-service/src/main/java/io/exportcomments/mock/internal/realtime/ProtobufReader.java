package io.exportcomments.mock.internal.realtime;

import io.exportcomments.mock.internal.realtime.ProtobufSchema.Field;
import io.exportcomments.mock.internal.realtime.ProtobufSchema.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/** Reads messages into their JSON form; unknown fields are passed over. */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final Buffer bytes;
    private int at;

    ProtobufReader(Buffer bytes) {
        this.bytes = bytes;
    }

    boolean more() {
        return at < bytes.length();
    }

    /** What follows a length. */
    ProtobufReader part() {
        return new ProtobufReader(bytes());
    }

    JsonObject message(Message type) {
        JsonObject json = new JsonObject();
        while (more()) {
            long tag = varint();
            int wire = (int) (tag & 7);
            Optional<Field> field = type.field((int) (tag >>> 3));
            if (field.isPresent() && wire == (numeric(field.get()) ? VARINT : LENGTH)) {
                read(field.get(), json);
            } else {
                skip(wire);
            }
        }
        return json;
    }

    private static boolean numeric(Field field) {
        return field.kind() == ProtobufSchema.Kind.NUMBER || field.kind() == ProtobufSchema.Kind.FLAG;
    }

    private void read(Field field, JsonObject json) {
        String name = field.name();
        switch (field.kind()) {
            case NUMBER -> json.put(name, varint());
            case FLAG -> json.put(name, varint() != 0);
            case TEXT -> json.put(name, bytes().toString());
            case DATA -> json.put(name, Json.decodeValue(bytes()));
            case MESSAGE -> json.put(name, part().message(type(field)));
            case REPEATED ->
                json.put(name, json.getJsonArray(name, new JsonArray()).add(part().message(type(field))));
            case MAP -> json.put(name, part().entry(type(field), json.getJsonObject(name, new JsonObject())));
        }
    }

    private JsonObject entry(Message type, JsonObject map) {
        String key = "";
        JsonObject value = new JsonObject();
        while (more()) {
            long tag = varint();
            if (tag == ((1 << 3) | LENGTH)) {
                key = bytes().toString();
            } else if (tag == ((2 << 3) | LENGTH)) {
                value = part().message(type);
            } else {
                skip((int) (tag & 7));
            }
        }
        return map.put(key, value);
    }

    private static Message type(Field field) {
        return Objects.requireNonNull(field.type());
    }

    private Buffer bytes() {
        long length = varint();
        if (length < 0 || length > bytes.length() - at) {
            throw new IllegalArgumentException("a length beyond the end: " + length);
        }
        at += (int) length;
        return bytes.getBuffer(at - (int) length, at);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.getByte(at++);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint of more than ten bytes");
    }

    private void skip(int wire) {
        switch (wire) {
            case VARINT -> varint();
            case FIXED_64 -> at += 8;
            case LENGTH -> bytes();
            case FIXED_32 -> at += 4;
            default -> throw new IllegalArgumentException("unknown wire type " + wire);
        }
    }
}
