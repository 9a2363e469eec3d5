package io.exportcomments.update.websocket.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.error.UnreadableAnswerException;
import io.exportcomments.job.JobEvent;
import io.exportcomments.update.websocket.internal.ServerMessage.Disconnected;
import io.exportcomments.update.websocket.internal.ServerMessage.Ping;
import io.exportcomments.update.websocket.internal.ServerMessage.Publication;
import io.exportcomments.update.websocket.internal.ServerMessage.Reply;
import io.exportcomments.update.websocket.internal.ServerMessage.Result;
import io.exportcomments.update.websocket.internal.ServerMessage.Subscribed;
import io.exportcomments.update.websocket.internal.ServerMessage.Unknown;
import io.exportcomments.update.websocket.internal.ServerMessage.Unsubscribed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the server's text frames: JSON objects, one a line. Immutable and thread-safe. */
final class FrameReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final JsonReader.Options MESSAGE = JsonReader.Options.of("push", "id", "error");
    private static final JsonReader.Options PUSH =
            JsonReader.Options.of("channel", "pub", "subscribe", "unsubscribe", "disconnect");
    private static final JsonReader.Options PUBLICATION = JsonReader.Options.of("data", "offset");
    private static final JsonReader.Options RESULT = JsonReader.Options.of(
            "subs", "ping", "pong", "expires", "ttl", "epoch", "offset", "recoverable", "publications");

    private final JobCodec codec;

    FrameReader(JobCodec codec) {
        this.codec = codec;
    }

    /** The messages of a frame, in order. */
    List<ServerMessage> read(String frame) throws RealtimeException {
        List<ServerMessage> messages = new ArrayList<>(1);
        int from = frame.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        while (from < frame.length()) {
            int newline = frame.indexOf('\n', from);
            int to = newline < 0 ? frame.length() : newline;
            if (!isBlank(frame, from, to)) {
                messages.add(message(frame, from, to));
            }
            from = to + 1;
        }
        return messages;
    }

    private static boolean isBlank(String frame, int from, int to) {
        int at = from;
        while (at < to && frame.charAt(at) <= ' ') {
            at++;
        }
        return at == to;
    }

    private ServerMessage message(String frame, int from, int to) throws RealtimeException {
        if (to - from == 2 && frame.startsWith("{}", from)) {
            return new Ping();
        }
        byte[] json = frame.substring(from, to).getBytes(StandardCharsets.UTF_8);
        PlainPush push = PlainPush.of(json);
        if (push != null) {
            return decoded(push.offset(), push.data(), push.channel());
        }
        try {
            return message(new FrameData.InPlace(json));
        } catch (JsonDataException | IOException e) {
            // Perhaps only what was published is no JSON: that is to be told from a frame that is none.
            return messageOfCopies(json);
        }
    }

    private ServerMessage messageOfCopies(byte[] json) throws RealtimeException {
        try {
            return message(new FrameData.Copied(json));
        } catch (JsonDataException | IOException e) {
            throw unreadable();
        }
    }

    private ServerMessage message(FrameData frame) throws IOException {
        JsonReader reader = frame.reader();
        ServerMessage message = message(reader, frame);
        if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("text after the message");
        }
        return message;
    }

    /** Without a cause: Moshi's messages quote what they could not read. */
    private static RealtimeException unreadable() {
        return new RealtimeException("The realtime server sent a message that cannot be read");
    }

    private ServerMessage message(JsonReader reader, FrameData frame) throws IOException {
        long id = 0;
        Failure failure = Failure.NONE;
        Result result = Result.EMPTY;
        ServerMessage push = null;
        boolean empty = true;
        reader.beginObject();
        while (reader.hasNext()) {
            empty = false;
            switch (reader.selectName(MESSAGE)) {
                case 0 -> push = isObject(reader) ? push(reader, frame) : push;
                case 1 -> id = number(reader);
                case 2 -> failure = isObject(reader) ? failure(reader) : failure;
                default -> {
                    reader.skipName();
                    result = isObject(reader) ? result(reader, "", frame) : result;
                }
            }
        }
        reader.endObject();
        if (empty) {
            return new Ping();
        }
        return push != null ? push : new Reply(id, failure.code(), failure.temporary(), result);
    }

    private record Failure(int code, boolean temporary) {
        static final Failure NONE = new Failure(0, false);
    }

    private static Failure failure(JsonReader reader) throws IOException {
        // An error without a code is an error all the same.
        int code = -1;
        boolean temporary = false;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "code" -> code = reader.nextInt();
                case "temporary" -> temporary = reader.nextBoolean();
                default -> reader.skipValue();
            }
        }
        reader.endObject();
        return new Failure(code, temporary);
    }

    private ServerMessage push(JsonReader reader, FrameData frame) throws IOException {
        String channel = "";
        RawPublication publication = null;
        ServerMessage other = new Unknown();
        Result subscribed = null;
        boolean unsubscribed = false;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(PUSH)) {
                case 0 -> channel = reader.nextString();
                case 1 -> publication = isObject(reader) ? publication(reader, frame) : publication;
                case 2 -> subscribed = isObject(reader) ? result(reader, "", frame) : subscribed;
                case 3 -> {
                    unsubscribed = true;
                    reader.skipValue();
                }
                case 4 ->
                    other = isObject(reader) ? new Disconnected(failure(reader).code()) : other;
                default -> skip(reader);
            }
        }
        reader.endObject();
        if (publication != null) {
            return decoded(publication, channel);
        }
        if (subscribed != null) {
            return new Subscribed(channel, subscribed);
        }
        return unsubscribed ? new Unsubscribed(channel) : other;
    }

    /** A publication's data comes before its channel is known, and may itself be no event. */
    private record RawPublication(long offset, FrameData.@Nullable Part data) {}

    private static RawPublication publication(JsonReader reader, FrameData frame) throws IOException {
        long offset = 0;
        FrameData.Part data = null;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(PUBLICATION)) {
                case 0 -> data = frame.part();
                case 1 -> offset = number(reader);
                default -> skip(reader);
            }
        }
        reader.endObject();
        return new RawPublication(offset, data);
    }

    private Publication decoded(RawPublication raw, String channel) {
        return decoded(raw.offset(), raw.data(), channel);
    }

    private Publication decoded(long offset, FrameData.@Nullable Part data, String channel) {
        if (!Channels.isOfJobs(channel)) {
            return new Publication(channel, offset, null, true);
        }
        if (data == null) {
            return new Publication(channel, offset, null, false);
        }
        try {
            JobEvent event = codec.decodeRealtimeEvent(data.bytes, data.from, data.to);
            return new Publication(channel, offset, event, true);
        } catch (UnreadableAnswerException e) {
            return new Publication(channel, offset, null, false);
        }
    }

    private Result result(JsonReader reader, String channel, FrameData frame) throws IOException {
        Map<String, Result> subs = Map.of();
        List<Publication> publications = List.of();
        long ping = 0;
        boolean pong = false;
        boolean expires = false;
        long ttl = 0;
        String epoch = "";
        long offset = 0;
        boolean recoverable = false;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(RESULT)) {
                case 0 -> subs = isObject(reader) ? subs(reader, frame) : subs;
                case 1 -> ping = number(reader);
                case 2 -> pong = reader.nextBoolean();
                case 3 -> expires = reader.nextBoolean();
                case 4 -> ttl = number(reader);
                case 5 -> epoch = reader.nextString();
                case 6 -> offset = number(reader);
                case 7 -> recoverable = reader.nextBoolean();
                case 8 -> publications = publications(reader, channel, frame);
                default -> skip(reader);
            }
        }
        reader.endObject();
        return new Result(subs, ping, pong, expires, ttl, epoch, offset, recoverable, publications);
    }

    private Map<String, Result> subs(JsonReader reader, FrameData frame) throws IOException {
        Map<String, Result> subs = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String channel = reader.nextName();
            if (isObject(reader)) {
                subs.put(channel, result(reader, channel, frame));
            }
        }
        reader.endObject();
        return subs;
    }

    private List<Publication> publications(JsonReader reader, String channel, FrameData frame) throws IOException {
        List<Publication> publications = new ArrayList<>();
        if (reader.peek() == JsonReader.Token.NULL) {
            reader.skipValue();
            return publications;
        }
        reader.beginArray();
        while (reader.hasNext()) {
            publications.add(decoded(publication(reader, frame), channel));
        }
        reader.endArray();
        return publications;
    }

    /** A number; 0, as if it was not there, for null. */
    private static long number(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.NULL) {
            reader.skipValue();
            return 0;
        }
        return reader.nextLong();
    }

    private static boolean isObject(JsonReader reader) throws IOException {
        if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
            return true;
        }
        reader.skipValue();
        return false;
    }

    private static void skip(JsonReader reader) throws IOException {
        reader.skipName();
        reader.skipValue();
    }
}
