package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** A server on Centrifugo's own engine. */
class CentrifugeEngineUpdatesInteropTest extends UpdatesInteropContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.startEngine(folder);
    }
}
