package io.exportcomments.integration.realtime;

import java.nio.file.Path;

/** Centrifugo itself. */
class CentrifugoPatienceInteropTest extends RealtimePatienceContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.start(
                "centrifugo", folder, "\"stale_close_delay\": \"1s\", \"connection_limit\": " + PLACES + ",");
    }
}
