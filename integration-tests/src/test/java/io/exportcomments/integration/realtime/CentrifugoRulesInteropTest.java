package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** Centrifugo itself. */
class CentrifugoRulesInteropTest extends RealtimeRulesContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.start("centrifugo", folder);
    }
}
