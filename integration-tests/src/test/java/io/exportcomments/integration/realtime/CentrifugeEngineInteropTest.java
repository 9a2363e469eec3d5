package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server on Centrifugo's own engine, for where Centrifugo itself can't be had; its tokens and its HTTP API are this
 * project's.
 */
@Tag("jdk-independent")
class CentrifugeEngineInteropTest extends RealtimeInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.startEngine(folder);
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotAnswerAPingIsClosedWith3012(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        assertThat(talk.end()).isEqualTo("closed 3012");
    }
}
