package io.exportcomments.integration.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Centrifugo itself. */
@Tag("jdk-independent")
class CentrifugoInteropTest extends RealtimeInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.start("centrifugo", folder);
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotAnswerAPingIsClosedWith3012(Stack stack) {
        Talk talk = talk(stack);
        talk.connect(server.token(LONG));

        assertThat(talk.end()).isEqualTo("closed 3012");
    }
}
