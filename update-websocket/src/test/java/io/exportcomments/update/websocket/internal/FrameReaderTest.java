package io.exportcomments.update.websocket.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exportcomments.codec.moshi.JobCodec;
import io.exportcomments.job.JobStatus;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that mean the same, though they are written otherwise. */
class FrameReaderTest {
    private static final String PUSH = "{\"push\":{\"channel\":\"exports:u\",\"pub\":{\"data\":{\"event\":"
            + "\"job.finished\",\"guid\":\"g\",\"status\":\"done\"},\"offset\":6}}}";

    private final FrameReader reader = new FrameReader(new JobCodec(URI.create("https://example.org")));

    private void assertFinished(String frame) throws RealtimeException {
        assertThat(reader.read(frame))
                .filteredOn(ServerMessage.Publication.class::isInstance)
                .singleElement()
                .satisfies(message -> assertThat(((ServerMessage.Publication) message)
                                .event()
                                .job()
                                .orElseThrow()
                                .status())
                        .isEqualTo(JobStatus.DONE));
    }

    @Test
    void blankLinesAndTheMarkOfUtf8ArePassedOver() throws RealtimeException {
        for (String frame : new String[] {
            PUSH,
            "\n\n" + PUSH + "\n\n",
            "\r\n" + PUSH + "\r\n\r\n",
            " \n" + PUSH,
            "\uFEFF" + PUSH,
            "\uFEFF{}\r\n" + PUSH
        }) {
            assertFinished(frame);
        }
        assertThat(reader.read("")).isEmpty();
        assertThat(reader.read(" \r\n")).isEmpty();
    }

    @Test
    void aNumberThatIsNullIsNotThere() throws RealtimeException {
        assertFinished(PUSH.replace(":6}", ":null}"));
        assertFinished("{\"id\":null,\"error\":null," + PUSH.substring(1));
        assertThat(
                        reader.read(
                                "{\"id\":1,\"connect\":{\"ping\":null,\"ttl\":null,\"subs\":{\"exports:u\":{\"offset\":null}}}}"))
                .singleElement()
                .isInstanceOf(ServerMessage.Reply.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}{}", "x", "{\"id\":\"one\"}", "{\"id\":18446744073709551616}"})
    void whatIsNoMessageIsAnError(String frame) {
        assertThatExceptionOfType(RealtimeException.class).isThrownBy(() -> reader.read(frame));
    }
}
