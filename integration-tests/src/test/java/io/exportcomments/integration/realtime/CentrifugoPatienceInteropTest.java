package io.exportcomments.integration.realtime;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Centrifugo itself. */
@Tag("jdk-independent")
class CentrifugoPatienceInteropTest extends RealtimePatienceContract {
    @Override
    RealtimeServer start(Path folder) {
        return ServerProcess.start(
                "centrifugo", folder, "\"stale_close_delay\": \"1s\", \"connection_limit\": " + PLACES + ",");
    }
}
