package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.fault.FaultParts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** What faults make of a body. */
final class BodyFault {

    private static final Buffer GARBAGE = Buffer.buffer("\u0000\u0001{\"guid\":\"b4219d47, [}}} not json \u00ff");

    private BodyFault() {}

    static Answer apply(Answer answer, FaultParts fault) {
        Answer changed = switch (fault.body()) {
            case KEPT -> answer;
            case EMPTY -> answer.with(Buffer.buffer());
            case GARBAGE -> answer.with(GARBAGE);
            case TINY -> json(answer) ? answer.with(tiny(answer.bytes())) : answer;
            case PADDED -> answer.with(padded(answer, fault.padding()));
        };
        return fault.gzip() ? changed.with(gzip(changed.bytes())).header("Content-Encoding", "gzip") : changed;
    }

    private static boolean json(Answer answer) {
        return "application/json".equals(answer.headers().get("Content-Type"))
                && answer.bytes().length() > 0;
    }

    private static Buffer tiny(Buffer body) {
        Object json = Json.decodeValue(body);
        if (json instanceof JsonArray array) {
            JsonArray tiny = new JsonArray();
            array.forEach(job -> tiny.add(tiny((JsonObject) job)));
            return tiny.toBuffer();
        }
        return tiny((JsonObject) json).toBuffer();
    }

    private static JsonObject tiny(JsonObject object) {
        if (!object.containsKey("guid")) {
            return object;
        }
        return new JsonObject().put("guid", object.getValue("guid")).put("status", object.getValue("status"));
    }

    private static Buffer padded(Answer answer, int bytes) {
        Buffer body = answer.bytes();
        if (json(answer) && body.getByte(0) == '{') {
            return body.toJsonObject().put("padding_field", "x".repeat(bytes)).toBuffer();
        }
        return body.copy().appendString(" ".repeat(bytes));
    }

    private static Buffer gzip(Buffer body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
