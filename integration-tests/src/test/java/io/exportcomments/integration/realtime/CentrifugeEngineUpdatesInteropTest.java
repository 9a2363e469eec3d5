package io.exportcomments.integration.realtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** A server on Centrifugo's own engine. */
@Tag("jdk-independent")
class CentrifugeEngineUpdatesInteropTest extends UpdatesInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.startEngine(folder);
    }
}
