package io.exportcomments.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.realtime.RealtimeConnection;
import io.exportcomments.mock.time.ManualClock;
import io.exportcomments.mock.time.MockClock;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The realtime connection in protobuf, byte by byte: what is expected is written from the protocol's field numbers. */
class RealtimeProtobufTest {

    private final ManualClock clock = MockClock.manual();
    private final MockService mock = MockService.builder().clock(clock).start();
    private final RealtimeClient client = new RealtimeClient(mock, "centrifuge-protobuf");

    @AfterEach
    void close() {
        client.close();
        mock.close();
    }

    /** A field of bytes. */
    private static Buffer field(int number, Buffer value) {
        return Buffer.buffer()
                .appendByte((byte) (number * 8 + 2))
                .appendBuffer(length(value.length()))
                .appendBuffer(value);
    }

    private static Buffer field(int number, String value) {
        return field(number, Buffer.buffer(value));
    }

    private static Buffer number(int number, int value) {
        return Buffer.buffer().appendByte((byte) (number * 8)).appendBuffer(length(value));
    }

    private static Buffer length(int value) {
        return value < 128
                ? Buffer.buffer().appendByte((byte) value)
                : Buffer.buffer().appendByte((byte) (value % 128 + 128)).appendByte((byte) (value / 128));
    }

    private static Buffer join(Buffer... parts) {
        Buffer all = Buffer.buffer();
        for (Buffer part : parts) {
            all.appendBuffer(part);
        }
        return all;
    }

    private static Buffer framed(Buffer message) {
        return join(length(message.length()), message);
    }

    private Buffer connect(Buffer more) {
        return framed(join(number(1, 1), field(4, join(field(1, mock.realtime().token()), more))));
    }

    private static String bytes(Buffer buffer) {
        return buffer.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theSubprotocolIsEchoedAndConnectingIsAnsweredInProtobuf() {
        client.send(connect(Buffer.buffer()));
        String reply = bytes(client.nextFrame());

        assertThat(client.subprotocol()).isEqualTo("centrifuge-protobuf");
        assertThat(mock.realtime().connections()).singleElement().matches(RealtimeConnection::protobuf);
        Buffer entry = join(number(3, 1), number(10, 1), field(6, "e1"));
        Buffer sub = join(field(1, mock.realtime().accountChannel()), field(2, entry));
        assertThat(reply)
                .contains(bytes(join(field(1, "mock-client-1"), field(2, "6.9.1"), number(3, 1))))
                .contains(bytes(join(number(7, 25), number(8, 1))))
                .contains(bytes(field(6, sub)));
    }

    @Test
    void publicationsRecoveriesAndErrorsHaveTheirNumbers() {
        String channel = mock.realtime().accountChannel();
        mock.realtime().publish(channel, "{\"n\":1}");
        Buffer request = join(number(3, 1), field(6, "e1"), number(7, 0));
        client.send(connect(field(3, join(field(1, channel), field(2, request)))));
        Buffer missed = join(field(4, "{\"n\":1}"), number(6, 1));
        assertThat(bytes(client.nextFrame())).contains(bytes(field(7, missed))).contains(bytes(number(8, 1)));

        mock.realtime().publish(channel, "{\"n\":2}");
        Buffer pub = join(field(4, "{\"n\":2}"), number(6, 2));
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, join(field(2, channel), field(4, pub)))));

        client.send(framed(join(number(1, 2), field(5, field(1, "nonsense")))));
        Buffer error = join(number(1, 102), field(2, "unknown channel"));
        assertThat(client.nextFrame()).isEqualTo(framed(join(number(1, 2), field(2, error))));
    }

    @Test
    void emptyMessagesArePingAndPongAndSeveralCommandsShareAFrame() {
        client.send(connect(Buffer.buffer()));
        client.nextFrame();
        clock.advance(Duration.ofSeconds(25));
        assertThat(client.nextFrame()).isEqualTo(Buffer.buffer(new byte[] {0}));
        Buffer touch = field(6, field(1, "x"));
        client.send(join(
                Buffer.buffer(new byte[] {0}), framed(join(number(1, 2), touch)), framed(join(number(1, 3), touch))));
        Buffer touched = field(7, Buffer.buffer());
        assertThat(client.nextFrame())
                .isEqualTo(join(framed(join(number(1, 2), touched)), framed(join(number(1, 3), touched))));
        clock.advance(Duration.ofSeconds(12));
        assertThat(mock.realtime().connections()).hasSize(1);
    }

    @Test
    void pushesOfEachKindHaveTheirNumbers() {
        client.send(connect(Buffer.buffer()));
        client.nextFrame();
        RealtimeConnection socket = mock.realtime().connections().get(0);
        socket.subscribe("user:x");
        Buffer position = join(number(1, 1), number(6, 1), field(4, "e1"));
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, join(field(2, "user:x"), field(9, position)))));
        socket.unsubscribe("user:x", 2000, "bye");
        Buffer why = join(Buffer.buffer(new byte[] {16, (byte) 0xD0, 0x0F}), field(3, "bye"));
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, join(field(2, "user:x"), field(7, why)))));
        socket.push("{\"message\":{\"data\":1}}");
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, field(8, field(1, "1")))));
        socket.push("{\"disconnect\":{\"code\":100,\"reason\":\"x\",\"reconnect\":true}}");
        Buffer end = join(number(1, 100), field(2, "x"), number(3, 1));
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, field(11, end))));
        socket.push("{\"refresh\":{\"expires\":true,\"ttl\":60}}");
        assertThat(client.nextFrame()).isEqualTo(framed(field(4, field(12, join(number(1, 1), number(2, 60))))));
        assertThatThrownBy(() -> socket.push("{\"nonsense\":1}")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMessageThatIsCutShortClosesWith3501() {
        client.send(Buffer.buffer(new byte[] {50, 8, 1}));
        assertThat(client.next()).isEqualTo("closed 3501 bad request");
    }
}
