package io.exportcomments.mock.internal.realtime;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The messages of the Centrifuge protocol, with the names of its JSON form and the numbers of its protobuf form. */
final class ProtobufSchema {

    enum Kind {
        NUMBER,
        FLAG,
        TEXT,
        /** JSON, as the bytes of its text. */
        DATA,
        MESSAGE,
        REPEATED,
        /** From text to messages. */
        MAP
    }

    /** A field; type is null unless the kind is one of messages. */
    record Field(
            int number, String name, Kind kind, @Nullable Message type) {}

    /** A message's fields. */
    record Message(Map<String, Field> byName, Map<Integer, Field> byNumber) {

        Optional<Field> field(String name) {
            return Optional.ofNullable(byName.get(name));
        }

        Optional<Field> field(int number) {
            return Optional.ofNullable(byNumber.get(number));
        }
    }

    private static final Message EMPTY = message();
    private static final Message PUBLICATION = message(data(4, "data"), number(6, "offset"));
    private static final Message ERROR = message(number(1, "code"), text(2, "message"), flag(3, "temporary"));
    private static final Message SUBSCRIBE_REQUEST = message(
            text(1, "channel"),
            text(2, "token"),
            flag(3, "recover"),
            text(6, "epoch"),
            number(7, "offset"),
            flag(9, "positioned"),
            flag(10, "recoverable"));
    private static final Message SUBSCRIBE_RESULT = message(
            flag(1, "expires"),
            number(2, "ttl"),
            flag(3, "recoverable"),
            text(6, "epoch"),
            new Field(7, "publications", Kind.REPEATED, PUBLICATION),
            flag(8, "recovered"),
            number(9, "offset"),
            flag(10, "positioned"),
            data(11, "data"),
            flag(12, "was_recovering"));
    private static final Message CONNECT_REQUEST =
            message(text(1, "token"), map(3, "subs", SUBSCRIBE_REQUEST), text(4, "name"), text(5, "version"));
    private static final Message CONNECT_RESULT = message(
            text(1, "client"),
            text(2, "version"),
            flag(3, "expires"),
            number(4, "ttl"),
            data(5, "data"),
            map(6, "subs", SUBSCRIBE_RESULT),
            number(7, "ping"),
            flag(8, "pong"),
            text(9, "session"),
            text(10, "node"));
    private static final Message TOKEN = message(text(1, "token"));
    private static final Message CHANNEL = message(text(1, "channel"));
    private static final Message REFRESH_RESULT =
            message(text(1, "client"), text(2, "version"), flag(3, "expires"), number(4, "ttl"));
    private static final Message PUSH = message(
            text(2, "channel"),
            nested(4, "pub", PUBLICATION),
            nested(7, "unsubscribe", message(number(2, "code"), text(3, "reason"))),
            nested(8, "message", message(data(1, "data"))),
            nested(
                    9,
                    "subscribe",
                    message(
                            flag(1, "recoverable"),
                            text(4, "epoch"),
                            number(5, "offset"),
                            flag(6, "positioned"),
                            data(7, "data"))),
            nested(11, "disconnect", message(number(1, "code"), text(2, "reason"), flag(3, "reconnect"))),
            nested(12, "refresh", message(flag(1, "expires"), number(2, "ttl"))));

    static final Message COMMAND = message(
            number(1, "id"),
            nested(4, "connect", CONNECT_REQUEST),
            nested(5, "subscribe", SUBSCRIBE_REQUEST),
            nested(6, "unsubscribe", CHANNEL),
            nested(11, "ping", EMPTY),
            nested(14, "refresh", TOKEN),
            nested(15, "sub_refresh", EMPTY));
    static final Message REPLY = message(
            number(1, "id"),
            nested(2, "error", ERROR),
            nested(4, "push", PUSH),
            nested(5, "connect", CONNECT_RESULT),
            nested(6, "subscribe", SUBSCRIBE_RESULT),
            nested(7, "unsubscribe", EMPTY),
            nested(12, "ping", EMPTY),
            nested(14, "refresh", REFRESH_RESULT));

    private ProtobufSchema() {}

    private static Message message(Field... fields) {
        return new Message(
                Arrays.stream(fields).collect(Collectors.toMap(Field::name, Function.identity())),
                Arrays.stream(fields).collect(Collectors.toMap(Field::number, Function.identity())));
    }

    private static Field number(int number, String name) {
        return new Field(number, name, Kind.NUMBER, null);
    }

    private static Field flag(int number, String name) {
        return new Field(number, name, Kind.FLAG, null);
    }

    private static Field text(int number, String name) {
        return new Field(number, name, Kind.TEXT, null);
    }

    private static Field data(int number, String name) {
        return new Field(number, name, Kind.DATA, null);
    }

    private static Field nested(int number, String name, Message type) {
        return new Field(number, name, Kind.MESSAGE, type);
    }

    private static Field map(int number, String name, Message type) {
        return new Field(number, name, Kind.MAP, type);
    }
}
